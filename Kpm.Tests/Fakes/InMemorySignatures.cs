using Kpm.Core.Assets;
using Kpm.Core.Shared;
using Kpm.Core.Shared.History;

namespace Kpm.Tests.Fakes;

/// <summary>Receipts in memory.</summary>
public sealed class InMemoryReceipts : IReceipts
{
    private readonly Dictionary<ReleaseId, StoredReceipt> _receipts = [];

    public IReadOnlyCollection<StoredReceipt> All => _receipts.Values;

    public Task<StoredReceipt?> FindAsync(ReleaseId release, CancellationToken cancellationToken) => Task.FromResult(_receipts.GetValueOrDefault(release));

    public Task AddAsync(StoredReceipt receipt, CancellationToken cancellationToken)
    {
        _receipts.TryAdd(receipt.Release, receipt);
        return Task.CompletedTask;
    }

    public Task MarkToldAsync(StoredReceipt receipt, CancellationToken cancellationToken)
    {
        Put(receipt with { Secret = [] });
        return Task.CompletedTask;
    }

    /// <summary>Puts a receipt in the place of another.</summary>
    public void Put(StoredReceipt receipt) => _receipts[receipt.Release] = receipt;

    public void Lose(ReleaseId release) => _receipts.Remove(release);
}

/// <summary>Signed heads in memory.</summary>
public sealed class InMemorySignedHeads : ISignedHeads
{
    private readonly Dictionary<UserId, SortedDictionary<long, SignedHead>> _heads = [];

    public IReadOnlyList<SignedHead> Of(UserId person) => [.. _heads.GetValueOrDefault(person)?.Values ?? (IEnumerable<SignedHead>)[]];

    public Task<SignedHead?> FindFromAsync(UserId person, long sequence, CancellationToken cancellationToken) =>
        Task.FromResult(Of(person).FirstOrDefault(head => head.Sequence >= sequence));

    public IAsyncEnumerable<SignedHead> ReadAsync(UserId person, CancellationToken cancellationToken) => Of(person).ToAsyncEnumerable();

    public Task AddAsync(UserId person, SignedHead head, CancellationToken cancellationToken)
    {
        Heads(person).TryAdd(head.Sequence, head);
        return Task.CompletedTask;
    }

    /// <summary>Puts a signed head in the place of another.</summary>
    public void Put(UserId person, SignedHead head) => Heads(person)[head.Sequence] = head;

    private SortedDictionary<long, SignedHead> Heads(UserId person) => _heads.TryGetValue(person, out var heads) ? heads : _heads[person] = [];
}
