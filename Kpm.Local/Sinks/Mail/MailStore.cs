using System.Text.Json;

namespace Kpm.Local.Sinks.Mail;

/// <summary>One mail to one address, as tests read it.</summary>
/// <param name="Id">SendGrid's message id; the same for every recipient of one request.</param>
/// <param name="To">The recipient's address.</param>
/// <param name="From">The sender's address.</param>
/// <param name="Subject">The subject.</param>
/// <param name="Html">The HTML content; null when there is none.</param>
/// <param name="Text">The plain text content; null when there is none.</param>
/// <param name="CustomArgs">The sender's own arguments.</param>
/// <param name="ReceivedAt">When the sink took it, in Unix milliseconds.</param>
public sealed record StoredMail(string Id, string To, string From, string Subject, string? Html, string? Text, IReadOnlyDictionary<string, string> CustomArgs, long ReceivedAt);

/// <summary>A mail without what it says.</summary>
/// <param name="To">The recipient's address.</param>
/// <param name="CustomArgs">The sender's own arguments.</param>
public sealed record MailArguments(string To, IReadOnlyDictionary<string, string> CustomArgs);

/// <summary>Keeps the accepted mails in the order of their arrival.</summary>
public sealed class MailStore
{
    private readonly SinkDatabase _database;
    private readonly TimeProvider _time;

    public MailStore(SinkDatabase database, TimeProvider time)
    {
        (_database, _time) = (database, time);
        database.Execute("""
            CREATE TABLE IF NOT EXISTS mails(
              sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, recipient TEXT NOT NULL COLLATE NOCASE, sender TEXT NOT NULL,
              subject TEXT NOT NULL, html TEXT, text TEXT, custom_args TEXT NOT NULL, received_at INTEGER NOT NULL)
            """);
        database.Execute("CREATE INDEX IF NOT EXISTS mails_by_recipient ON mails(recipient, sequence)");
    }

    /// <summary>Stores one entry per recipient, all or none, before it returns.</summary>
    internal void Add(string id, MailSend mail)
    {
        var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        _database.ExecuteAll(
            "INSERT INTO mails(id, recipient, sender, subject, html, text, custom_args, received_at) VALUES (@id, @to, @from, @subject, @html, @text, @args, @at)",
            mail.Personalizations!.SelectMany(
                p => p.Recipients,
                (p, recipient) => new (string, object?)[]
                {
                    ("@id", id), ("@to", recipient.Email), ("@from", mail.From!.Email), ("@subject", mail.SubjectOf(p)), ("@html", mail.ContentOf("text/html")),
                    ("@text", mail.ContentOf("text/plain")), ("@args", JsonSerializer.Serialize(mail.CustomArgsOf(p))), ("@at", now),
                }));
    }

    /// <summary>The mails to an address (its case does not matter), or all of them; the newest last.</summary>
    public IReadOnlyList<StoredMail> Read(string? recipient) => _database.Query(
        "SELECT id, recipient, sender, subject, html, text, custom_args, received_at FROM mails WHERE @to IS NULL OR recipient = @to ORDER BY sequence",
        row => new StoredMail(
            row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.IsDBNull(4) ? null : row.GetString(4), row.IsDBNull(5) ? null : row.GetString(5),
            JsonSerializer.Deserialize<Dictionary<string, string>>(row.GetString(6))!, row.GetInt64(7)),
        ("@to", recipient));

    /// <summary>To whom each mail went and with which arguments, without what it says; the newest last.</summary>
    public IReadOnlyList<MailArguments> ReadArguments() => _database.Query(
        "SELECT recipient, custom_args FROM mails ORDER BY sequence",
        row => new MailArguments(row.GetString(0), JsonSerializer.Deserialize<Dictionary<string, string>>(row.GetString(1))!));

    public void Clear() => _database.Execute("DELETE FROM mails");
}
