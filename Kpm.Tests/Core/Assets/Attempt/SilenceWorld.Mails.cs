using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Core.Assets.Attempt;

/// <summary>What becomes of a mail that is handed to the mail service.</summary>
internal enum MailFate
{
    Taken,

    /// <summary>The mail service does not take it.</summary>
    Refused,

    /// <summary>It is taken, and comes back later.</summary>
    Bounced,

    /// <summary>It is taken, and the mail service says later that it did not send it on.</summary>
    Dropped,
}

/// <content>The mail service, which tells of some mails only later what became of them.</content>
internal sealed partial class SilenceWorld
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);
    private readonly List<(string Mail, MailOutcome Outcome)> _untold = [];

    public InMemoryMailLog Mails { get; } = new();

    public InMemoryUsers Accounts { get; } = new();

    public FakeWorkQueue<SendEmail> Emails { get; } = new();

    /// <summary>Mails that have not been sent.</summary>
    public List<SendEmail> Unsent { get; } = [];

    /// <summary>What the mail service took, and when.</summary>
    public List<(SendEmail Mail, Timestamp At)> Taken { get; } = [];

    public Func<SendEmail, MailFate> FateOf { get; set; } = _ => MailFate.Taken;

    /// <summary>Whether the mail service has still to tell what became of some mail.</summary>
    public bool HasUntold => _untold.Count > 0;

    public IEnumerable<MailKind> MailsTo(UserId person) => Emails.Sent.Select(sent => sent.Work).Where(mail => mail.Receiver == person).Select(mail => mail.Kind);

    public async Task SendMailsAsync()
    {
        foreach (var mail in Unsent) await SendAsync(mail);
        Unsent.Clear();
    }

    /// <summary>The mail service tells what became of the mails that it took.</summary>
    public async Task TellOutcomesAsync()
    {
        var noteOutcome = new NoteMailOutcomeHandler(Mails, Accounts, Clock);
        foreach (var (mail, outcome) in _untold)
        {
            try
            {
                await noteOutcome.HandleAsync(new NoteMailOutcome(mail, outcome, Clock.Now), default);
            }
            catch (PermanentFailureException) when (outcome == MailOutcome.Refused)
            {
                // It is noted; an operator looks at it.
            }
        }

        _untold.Clear();
    }

    private async Task SendAsync(SendEmail mail)
    {
        if (await Mails.StartAsync(mail, Clock.Now, Lease, default) is MailStart.AlreadySent or MailStart.InFlight) return;
        var fate = FateOf(mail);
        if (fate == MailFate.Refused)
        {
            await Mails.MarkNotSentAsync(mail.MailId, default);
            return;
        }

        await Mails.MarkSentAsync(mail.MailId, Clock.Now, default);
        Taken.Add((mail, Clock.Now));
        if (fate != MailFate.Taken) _untold.Add((mail.MailId, fate == MailFate.Bounced ? MailOutcome.Bounced : MailOutcome.Refused));
    }
}
