using Kpm.Core.Shared;
using Kpm.Functions.Http;

namespace Kpm.Tests.Fakes;

/// <summary>Answers in memory, kept for ever.</summary>
internal sealed class InMemoryIdempotencyStore : IIdempotencyStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, IdempotencyRecord> _records = [];

    public Task<(IdempotencyRecord Record, bool IsMine)> StartAsync(IdempotencyRecord started, Timestamp now, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_records.TryAdd(started.Id, started)) return Task.FromResult((started, true));
            var known = _records[started.Id];
            if (known.Status is not null || now < known.LeaseUntilTs || known.Fingerprint != started.Fingerprint) return Task.FromResult((known, false));
            return Task.FromResult((_records[known.Id] = known with { LeaseUntilTs = started.LeaseUntilTs }, true));
        }
    }

    public Task CompleteAsync(IdempotencyRecord record, CancellationToken cancellationToken)
    {
        lock (_lock) _records[record.Id] = record;
        return Task.CompletedTask;
    }

    public Task ForgetAsync(IdempotencyRecord record, CancellationToken cancellationToken)
    {
        lock (_lock) _records.Remove(record.Id);
        return Task.CompletedTask;
    }
}
