using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Functions.Adapters.SendGrid;
using Kpm.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Notifications;

/// <summary><c>POST /webhooks/sendgrid</c>: SendGrid tells what became of mails. Each event is work of its own; one that comes again changes nothing.</summary>
internal sealed class ReceiveMailEventsFunction(IWorkQueue<NoteMailOutcome> outcomes)
{
    /// <summary>Above the largest batch that the service sends.</summary>
    private const int MaximumBytes = 2 * 1024 * 1024;

    [Function("ReceiveMailEvents")]
    [MayCall(Access.MailService), JsonBodyLimit(MaximumBytes)]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/webhooks/sendgrid")] HttpRequest request, CancellationToken cancellationToken)
    {
        var events = await JsonBody.ReadAsync<List<SendGridEvent>>(request);
        if (events.IsFailure) return Reply.Refused(events.Error);
        await outcomes.EnqueueManyAsync([.. events.Value.Select(happened => happened?.ToWork()).OfType<(string, NoteMailOutcome)>()], cancellationToken);
        return Reply.NoContent;
    }
}
