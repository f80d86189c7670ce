using Kpm.Core.Shared;
using Kpm.Functions.Adapters.Cosmos;
using Kpm.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Operations;

/// <summary><c>POST /admin/events/replay</c>: has all events that were sent since an instant sent again, because messages were lost.</summary>
internal sealed class ReplayEventsFunction(EventReplay replay, IClock clock)
{
    [Function("ReplayEvents")]
    [MayCall(Access.FreshAdmin)]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/admin/events/replay")] HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<Body>(request);
        if (body.IsFailure) return Reply.Refused(body.Error);
        var since = body.Value.SinceTs;
        if (since < default(Timestamp) || since > clock.Now) return Reply.Refused(new ValidationFailed([new FieldError("/since_ts", new NotInThePast())]));
        var run = request.HttpContext.Features.Get<IdempotentRequest>()?.ResourceId ?? Guid.CreateVersion7();
        await replay.StartAsync(run, since, cancellationToken);
        return Reply.AcceptedOr(Result.Success);
    }

    private sealed record Body
    {
        /// <summary>From when on.</summary>
        public required Timestamp SinceTs { get; init; }
    }
}

public sealed record NotInThePast() : Fault("In the past.");
