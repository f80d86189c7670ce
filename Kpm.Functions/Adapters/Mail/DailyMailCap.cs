using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Functions.Http.RateLimits;
using Microsoft.Extensions.Options;

namespace Kpm.Functions.Adapters.Mail;

/// <summary>Counts mails per receiver, kind and UTC day beside the rate limits.</summary>
internal sealed class DailyMailCap(IRateLimitStore counters, IOptions<MailOptions> options) : IMailCap
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(2);

    public Task<bool> TryTakeAsync(SendEmail mail, Timestamp at, CancellationToken cancellationToken)
    {
        var isForBoard = mail.Receiver is null && mail.Invitation is null;
        var receiver = mail.Receiver?.ToString() ?? mail.Invitation?.ToString() ?? "board";
        var kind = mail.Rehearsal is null ? $"{mail.Kind}" : $"rehearsed-{mail.Kind}";
        return counters.TryTakeAsync($"mail:{receiver}:{kind}:{at.ToDateTimeOffset():yyyy-MM-dd}", isForBoard ? options.Value.BoardDailyCap : options.Value.DailyCap, KeptFor, cancellationToken);
    }
}
