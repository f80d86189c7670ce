using Kpm.Core.Shared;
using Kpm.Core.Users.Keep;
using Kpm.Core.Users.UseCases;
using Kpm.Functions.Http;
using Kpm.Functions.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Users;

/// <summary><c>PUT /me/keeps/decline</c>: either person ends the keep, or refuses it.</summary>
internal sealed class DeclineKeepFunction(DeclineKeepHandler handler, IClock clock)
{
    [Function("DeclineKeep")]
    [MayCall(Access.User)]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/v1/me/keeps/decline")] HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<Body>(request);
        if (body.IsFailure) return Reply.Refused(body.Error);
        if (!EntityId.TryParse<KeepId>(body.Value.KeepId, out var keep)) return Reply.Refused(new KeepNotFound());
        var command = new DeclineKeep(keep, Caller.Of(request).User, body.Value.Reason, EntityTags.ExpectedVersion(request), clock.Now);
        return Reply.NoContentOr(await ConflictRetry.RunAsync(() => handler.HandleAsync(command, cancellationToken)));
    }

    private sealed record Body
    {
        public required string KeepId { get; init; }

        public required string Reason { get; init; }
    }
}
