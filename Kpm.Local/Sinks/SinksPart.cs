using Kpm.Local.Hosting;
using Kpm.Local.Sinks.Mail;
using Kpm.Local.Sinks.Push;
using Kpm.Local.Sinks.Telemetry;

namespace Kpm.Local.Sinks;

/// <summary>One web app that takes what would leave the system: mail as SendGrid, push messages as Firebase Cloud Messaging, telemetry as a collector of OpenTelemetry.</summary>
public static class SinksPart
{
    /// <summary>
    /// Runs <c>sinks --port P --data DIR [--smtp-port S] [--webhook URL]</c>. With an SMTP port every mail is also relayed to that mailbox; with a
    /// webhook its receiver is told what became of mails.
    /// </summary>
    public static async Task<int> RunAsync(PartOptions options)
    {
        var folder = Directory.CreateDirectory(options.Required("data")).FullName;
        using var database = new SinkDatabase(Path.Combine(folder, "sinks.db"));
        var mails = new MailStore(database, TimeProvider.System);
        var pushes = new PushStore(database, TimeProvider.System);
        var account = ServiceAccount.LoadOrCreate(folder);
        var tokens = new AccessTokens(TimeProvider.System);
        await using var relay = options.Find("smtp-port") is null ? null : new SmtpRelay(options.Integer("smtp-port", 0));
        await using var webhook = new EventWebhook(database, folder, options.Find("webhook") is { } url ? new Uri(url) : null, TimeProvider.System);
        using var telemetry = new TelemetryStore(folder);

        return await WebPart.RunAsync(
            "sinks",
            options.Integer("port", 7025),
            _ => { },
            app =>
            {
                new MailEndpoints(mails, relay, webhook, TimeProvider.System).Map(app);
                new TokenEndpoints(account, tokens).Map(app);
                new PushEndpoints(pushes, tokens, account).Map(app);
                new TelemetryEndpoints(telemetry).Map(app);
            });
    }
}
