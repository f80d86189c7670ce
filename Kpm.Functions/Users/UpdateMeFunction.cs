using Kpm.Core.Shared;
using Kpm.Core.Users.UseCases;
using Kpm.Core.Users.User;
using Kpm.Functions.Http;
using Kpm.Functions.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Users;

/// <summary><c>PATCH /me</c>: changes what the caller tells of themself.</summary>
internal sealed class UpdateMeFunction(UpdateUserHandler handler, IClock clock)
{
    [Function("UpdateMe")]
    [MayCall(Access.User)]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "api/v1/me")] HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<Body>(request);
        if (body.IsFailure) return Reply.Refused(body.Error);
        var profile = new Profile(body.Value.PublicName, body.Value.Language, body.Value.TimeZone);
        var command = new UpdateUser(Caller.Of(request).User, profile, EntityTags.ExpectedVersion(request), clock.Now);
        return Reply.NoContentOr(await ConflictRetry.RunAsync(() => handler.HandleAsync(command, cancellationToken)));
    }

    private sealed record Body
    {
        public string? PublicName { get; init; }

        public Language? Language { get; init; }

        public string? TimeZone { get; init; }
    }
}
