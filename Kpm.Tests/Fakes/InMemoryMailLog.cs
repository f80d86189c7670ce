using Kpm.Core.Notifications;
using Kpm.Core.Shared;

namespace Kpm.Tests.Fakes;

/// <summary>The states of mails in memory.</summary>
public sealed class InMemoryMailLog : IMailLog
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _mails = new(StringComparer.Ordinal);

    public Task<MailStart> StartAsync(SendEmail mail, Timestamp at, TimeSpan lease, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var known = _mails.GetValueOrDefault(mail.MailId);
            if (known is { IsSent: true }) return Task.FromResult(MailStart.AlreadySent);
            if (known is { HasFailed: false } && at < known.LeaseUntil) return Task.FromResult(MailStart.InFlight);
            _mails[mail.MailId] = new Entry(new LoggedMail(mail.Kind, mail.Receiver, at), at + lease, null, SentAt: null, HasFailed: false);
            return Task.FromResult(known is null ? MailStart.First : MailStart.Again);
        }
    }

    public Task MarkSentAsync(string mailId, Timestamp at, CancellationToken cancellationToken) => ChangeAsync(mailId, entry => entry with { SentAt = at });

    public Task MarkNotSentAsync(string mailId, CancellationToken cancellationToken) => ChangeAsync(mailId, entry => entry with { HasFailed = true });

    public Task<MailHandover?> FindSentAsync(string mailId, CancellationToken cancellationToken)
    {
        lock (_lock) return Task.FromResult(_mails.GetValueOrDefault(mailId) is { SentAt: { } sent } known ? new MailHandover(sent, known.Outcome == MailOutcome.Bounced) : null);
    }

    public Task<LoggedMail?> NoteAsync(string mailId, MailOutcome outcome, Timestamp at, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_mails.GetValueOrDefault(mailId) is not { } known) return Task.FromResult<LoggedMail?>(null);
            if (SaysMore(outcome, known)) _mails[mailId] = known with { Outcome = outcome, SentAt = outcome == MailOutcome.Refused ? null : known.SentAt ?? at, HasFailed = outcome == MailOutcome.Refused };
            return Task.FromResult<LoggedMail?>(known.Mail);
        }
    }

    private static bool SaysMore(MailOutcome outcome, Entry known) => outcome switch
    {
        MailOutcome.Accepted => known is { IsSent: false, Outcome: null },
        MailOutcome.Refused => known is { HasFailed: false, Outcome: null or MailOutcome.Accepted },
        MailOutcome.Delivered => known.Outcome is not (MailOutcome.Delivered or MailOutcome.Bounced),
        _ => known.Outcome != MailOutcome.Bounced,
    };

    private Task ChangeAsync(string mailId, Func<Entry, Entry> change)
    {
        lock (_lock)
            if (_mails[mailId] is { SentAt: null, HasFailed: false } sending) _mails[mailId] = change(sending);
        return Task.CompletedTask;
    }

    private sealed record Entry(LoggedMail Mail, Timestamp LeaseUntil, MailOutcome? Outcome, Timestamp? SentAt, bool HasFailed)
    {
        public bool IsSent => SentAt is not null;
    }
}
