using Kpm.Core.Shared;
using Kpm.Core.Users.Keep;
using Kpm.Core.Users.UseCases;
using Kpm.Functions.Http;
using Kpm.Functions.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Users;

/// <summary><c>PUT /me/keeps/accept</c>: the requested person accepts.</summary>
internal sealed class AcceptKeepFunction(AcceptKeepHandler handler, IClock clock)
{
    [Function("AcceptKeep")]
    [MayCall(Access.User)]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/v1/me/keeps/accept")] HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<Body>(request);
        if (body.IsFailure) return Reply.Refused(body.Error);
        if (!EntityId.TryParse<KeepId>(body.Value.KeepId, out var keep)) return Reply.Refused(new KeepNotFound());
        var command = new AcceptKeep(keep, Caller.Of(request).User, body.Value.Name, EntityTags.ExpectedVersion(request), clock.Now);
        return Reply.NoContentOr(await ConflictRetry.RunAsync(() => handler.HandleAsync(command, cancellationToken)));
    }

    private sealed record Body
    {
        public required string KeepId { get; init; }

        public string? Name { get; init; }
    }
}
