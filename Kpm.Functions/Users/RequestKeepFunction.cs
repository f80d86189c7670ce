using Kpm.Core.Shared;
using Kpm.Core.Users.Keep;
using Kpm.Core.Users.UseCases;
using Kpm.Functions.Http;
using Kpm.Functions.Http.RateLimits;
using Kpm.Functions.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Users;

/// <summary><c>POST /me/keeps</c>: asks a person for a keep, by exactly one of id, referral code and e-mail address.</summary>
internal sealed class RequestKeepFunction(RequestKeepHandler handler, IClock clock)
{
    [Function("RequestKeep")]
    [MayCall(Access.User), RateLimited(RateLimit.KeepRequest)]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/me/keeps")] HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<Body>(request);
        if (body.IsFailure) return Reply.Refused(body.Error);
        var target = body.Value.Target();
        if (target.IsFailure) return Reply.Refused(target.Error);
        var id = NewId.For<KeepId>(request, body.Value.Id);
        if (id.IsFailure) return Reply.Refused(id.Error);
        var command = new RequestKeep(id.Value, Caller.Of(request).User, target.Value, body.Value.Name, clock.Now);
        var keep = await ConflictRetry.RunAsync(() => handler.HandleAsync(command, cancellationToken));
        return keep.IsFailure ? Reply.Refused(keep.Error) : Reply.Created($"/me/keeps/{keep.Value}");
    }

    private sealed record Body
    {
        public string? Id { get; init; }

        public string? ToId { get; init; }

        public string? ToCode { get; init; }

        public string? ToEmail { get; init; }

        public string? Name { get; init; }

        public Result<KeepTarget> Target() => (ToId, ToCode, ToEmail) switch
        {
            ({ } text, null, null) => EntityId.TryParse<UserId>(text, out var user) ? new KeepTarget.ById(user) : new KeepTargetNotFound(),
            (null, { } code, null) => new KeepTarget.ByCode(code),
            (null, null, { } address) => new KeepTarget.ByEmail(address),
            _ => new ValidationFailed([new FieldError("", new NotOneTarget())]),
        };
    }
}
