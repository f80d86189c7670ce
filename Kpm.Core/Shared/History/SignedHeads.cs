namespace Kpm.Core.Shared.History;

/// <summary>States where the history of a person ended at a time. It is signed, so no other chain can be put in its place afterwards.</summary>
public sealed record HistoryHeadStatement(UserId Person, long Sequence, string Hash, Timestamp SignedTs);

/// <summary>A head that was signed.</summary>
/// <param name="Sequence">That of the last entry then.</param>
/// <param name="Hash">That of the last entry then.</param>
/// <param name="SignedTs">When.</param>
/// <param name="Signed">The <see cref="HistoryHeadStatement"/> as a compact JWS.</param>
public sealed record SignedHead(long Sequence, string Hash, Timestamp SignedTs, string Signed);

/// <summary>Keeps the signed heads of people, one for each place of the chain, for ever.</summary>
public interface ISignedHeads
{
    /// <summary>The first that covers a place of the chain: at it, or after it; null when none does yet.</summary>
    Task<SignedHead?> FindFromAsync(UserId person, long sequence, CancellationToken cancellationToken);

    /// <summary>All of them, in the order of the chain.</summary>
    IAsyncEnumerable<SignedHead> ReadAsync(UserId person, CancellationToken cancellationToken);

    /// <summary>Keeps one. Nothing changes when there is one for the same place.</summary>
    Task AddAsync(UserId person, SignedHead head, CancellationToken cancellationToken);
}
