using Kpm.Core.Shared;

namespace Kpm.Functions.Http;

/// <summary>What is kept of a request with an <c>Idempotency-Key</c>.</summary>
/// <param name="Scope">Whose key it is.</param>
/// <param name="Id">Digest of scope and key.</param>
/// <param name="Fingerprint">Digest of method, path and body.</param>
/// <param name="ResourceId">The id of what the request makes.</param>
/// <param name="LeaseUntilTs">Until then the first request may still be at work.</param>
/// <param name="Status">The answer's status; null while at work.</param>
/// <param name="Location">The answer's <c>Location</c>, which may hold an upload token of 30 seconds.</param>
internal sealed record IdempotencyRecord(string Scope, string Id, string Fingerprint, Guid ResourceId, Timestamp LeaseUntilTs, int? Status, string? Location)
{
    /// <summary>Never the location: it may carry a token.</summary>
    public override string ToString() => $"IdempotencyRecord {{ Id = {Id} }}";
}

/// <summary>Keeps answers of success for repeats.</summary>
internal interface IIdempotencyStore
{
    /// <summary>Starts a request, or finds the one that has its key. A request that was abandoned by a crash is taken over with its resource id.</summary>
    Task<(IdempotencyRecord Record, bool IsMine)> StartAsync(IdempotencyRecord started, Timestamp now, CancellationToken cancellationToken);

    Task CompleteAsync(IdempotencyRecord record, CancellationToken cancellationToken);

    Task ForgetAsync(IdempotencyRecord record, CancellationToken cancellationToken);
}
