using Kpm.Core.Assets;
using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;
using Kpm.Functions.Http;
using Kpm.Functions.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Assets;

/// <summary><c>POST /legacy/transfer</c>: schedules a gift that its receivers may claim after a date.</summary>
internal sealed class ScheduleTransferFunction(ScheduleTransferHandler handler, IClock clock)
{
    [Function("ScheduleTransfer")]
    [MayCall(Access.User)]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/legacy/transfer")] HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<Body>(request);
        if (body.IsFailure) return Reply.Refused(body.Error);
        var id = NewId.For<ReleaseId>(request, body.Value.Id);
        if (id.IsFailure) return Reply.Refused(id.Error);
        var assets = References.Parse<AssetId>(body.Value.Assets, "/assets");
        if (assets.IsFailure) return Reply.Refused(assets.Error);
        var receivers = References.Parse<UserId>(body.Value.Receivers, "/receivers");
        if (receivers.IsFailure) return Reply.Refused(receivers.Error);

        var now = clock.Now;
        var draft = new TransferDraft { Name = body.Value.Name, Description = body.Value.Description, Assets = assets.Value, Receivers = receivers.Value, ScheduledDate = body.Value.ScheduledDate };
        var terms = TransferTerms.Check(draft, now);
        if (terms.IsFailure) return Reply.Refused(terms.Error);
        var command = new ScheduleTransfer(id.Value, Caller.Of(request).User, terms.Value, now);
        var scheduled = await ConflictRetry.RunAsync(() => handler.HandleAsync(command, cancellationToken));
        return scheduled.IsFailure ? Reply.Refused(scheduled.Error) : Reply.Created($"/legacy/{id.Value}");
    }

    private sealed record Body
    {
        public string? Id { get; init; }

        public string? Name { get; init; }

        public string? Description { get; init; }

        public IReadOnlyList<string>? Assets { get; init; }

        public IReadOnlyList<string>? Receivers { get; init; }

        public long? ScheduledDate { get; init; }
    }
}
