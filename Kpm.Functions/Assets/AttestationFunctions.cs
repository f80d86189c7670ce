using Kpm.Core.Assets;
using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;
using Kpm.Functions.Http;
using Kpm.Functions.Http.RateLimits;
using Kpm.Functions.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Assets;

/// <summary><c>GET /legacy/{id}/attestations</c>, <c>PUT</c> and <c>DELETE …/mine</c>: the word of keepers that the owner of a legacy is no more.</summary>
internal sealed class AttestationFunctions(ListAttestationsHandler list, AttestReleaseHandler attest, WithdrawAttestationHandler withdraw, IClock clock)
{
    private const string Route = "api/v1/legacy/{releaseId}/attestations";

    [Function("ListAttestations")]
    [MayCall(Access.User)]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request, string releaseId, CancellationToken cancellationToken)
    {
        if (!EntityId.TryParse<ReleaseId>(releaseId, out var release)) return Reply.Refused(new Forbidden());
        var found = await list.HandleAsync(new ListAttestations(release, Caller.Of(request).User, clock.Now), cancellationToken);
        return found.IsFailure ? Reply.Refused(found.Error) : Reply.Ok(AttestationsResponse.Of(found.Value));
    }

    [Function("AttestRelease")]
    [MayCall(Access.User), RateLimited(RateLimit.Plan)]
    public async Task<IResult> AttestAsync([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Route + "/mine")] HttpRequest request, string releaseId, CancellationToken cancellationToken)
    {
        if (!EntityId.TryParse<ReleaseId>(releaseId, out var release)) return Reply.Refused(new Forbidden());
        var command = new AttestRelease(release, Caller.Of(request).User, clock.Now);
        return Reply.NoContentOr(await ConflictRetry.RunAsync(() => attest.HandleAsync(command, cancellationToken)));
    }

    [Function("WithdrawAttestation")]
    [MayCall(Access.User)]
    public async Task<IResult> WithdrawAsync([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = Route + "/mine")] HttpRequest request, string releaseId, CancellationToken cancellationToken)
    {
        if (!EntityId.TryParse<ReleaseId>(releaseId, out var release)) return Reply.Refused(new Forbidden());
        var command = new WithdrawAttestation(release, Caller.Of(request).User, clock.Now);
        return Reply.NoContentOr(await ConflictRetry.RunAsync(() => withdraw.HandleAsync(command, cancellationToken)));
    }

    /// <param name="Links">Where this is found.</param>
    /// <param name="Legacy">The legacy.</param>
    /// <param name="Owner">Whose it is.</param>
    /// <param name="Count">How many keepers must attest; null when the legacy does not wait for their word, or has ended.</param>
    /// <param name="WaitDays">How long the owner has from then on to give a sign of life.</param>
    /// <param name="Keepers">Who watches over it.</param>
    /// <param name="Attested">Whose word stands.</param>
    /// <param name="Attempt">The attempt to reach the owner that is under way.</param>
    private sealed record AttestationsResponse(SelfLink Links, string Legacy, string Owner, int? Count, int? WaitDays, IReadOnlyList<string> Keepers, IReadOnlyList<AttestationResponse> Attested, string? Attempt)
    {
        public static AttestationsResponse Of(ReleaseAttestations found)
        {
            var (id, state, terms) = (found.Release.Id, found.Release.State, found.Release.CanBeAttested ? found.Release.Conditions.Attestation : null);
            return new AttestationsResponse(
                new SelfLink($"/legacy/{id}/attestations"),
                $"/legacy/{id}",
                $"/users/{state.Owner}",
                terms?.Count,
                terms?.Wait,
                [.. state.Keepers.Select(keeper => $"/users/{keeper}")],
                [.. found.Standing.Select(AttestationResponse.Of)],
                state.Attempt is { } attempt ? $"/legacy/{id}/attempts/{attempt}" : null);
        }
    }

    /// <param name="By">The keeper.</param>
    /// <param name="At">When, milliseconds since 1970.</param>
    private sealed record AttestationResponse(string By, long At)
    {
        public static AttestationResponse Of(Attestation word) => new($"/users/{word.By}", word.At.UnixMilliseconds);
    }
}
