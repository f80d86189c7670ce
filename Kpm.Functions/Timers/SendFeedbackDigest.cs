using Kpm.Core.Users.Reactions;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Timers;

/// <summary>Every quarter of an hour: have the board mailed what people answered.</summary>
internal sealed class SendFeedbackDigest(SendFeedbackDigestHandler handler)
{
    [Function("SendFeedbackDigest")]
    public Task RunAsync([TimerTrigger("40 */15 * * * *")] TimerInfo timer, CancellationToken cancellationToken) => handler.RunAsync(cancellationToken);
}
