using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Core.Users.Feedback;

namespace Kpm.Core.Users.Reactions;

/// <summary>
/// OPEN-66: has the board mailed what people answered since the last time. The window is stored before its mail is sent and closed after, and
/// names the mail: whatever dies in between, and however many do it at once, each answer is in one mail.
/// </summary>
public sealed class SendFeedbackDigestHandler(IFeedbackResponses responses, IWatermarks watermarks, IWorkQueue<SendEmail> emails, IClock clock)
{
    /// <summary>The most responses in one mail, unless more came in the same millisecond.</summary>
    public const int MaximumResponses = 100;

    /// <summary>An answer may be stored a moment after the instant that it names.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromMinutes(1);

    private const string Job = "feedback";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var mark = await watermarks.ReadAsync(Job, cancellationToken);
        while ((mark.OpenUntil is null ? await OpenAsync(mark, cancellationToken) : mark) is { OpenUntil: { } until } open)
        {
            var mail = SendEmail.OfFeedback(open.DoneUntil, until);
            await emails.EnqueueAsync(mail.MailId, mail, cancellationToken);
            if (await watermarks.TrySaveAsync(Job, open with { DoneUntil = until, OpenUntil = null }, cancellationToken) is not { } closed) return;
            mark = closed;
        }
    }

    /// <summary>The next window with answers; null when there are none, or when another instance opened it.</summary>
    private async Task<Watermark?> OpenAsync(Watermark mark, CancellationToken cancellationToken)
    {
        var until = clock.Now - Settling;
        var found = await responses.ListAsync(mark.DoneUntil, until, cancellationToken);
        if (found.Count == 0) return null;
        return await watermarks.TrySaveAsync(Job, mark with { OpenUntil = found.Count > MaximumResponses ? found[MaximumResponses - 1].CreatedTs : until }, cancellationToken);
    }
}
