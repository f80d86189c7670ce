using System.Diagnostics;
using System.Globalization;
using Kpm.Functions.Queues;
using Kpm.Tests.Faults;
using Kpm.Tests.Running;
using SendGrid;
using SendGrid.Helpers.Mail;

namespace Kpm.Tests.Bench;

/// <summary>Mails per second through queue, function, store and client, beside the same client calling the mail service directly, as many at once.</summary>
internal static class Mails
{
    private const int Count = 1_000;
    private const int AtOnce = 16;
    private const int Rounds = 3;

    public static async Task RunAsync(BenchReport report)
    {
        await report.SectionAsync($"{Count} mails through the pipeline beside the mail service called directly, {AtOnce} at once");
        await using var flood = await MailFlood.StartAsync(hasWebhook: false);
        await ThroughPipelineAsync(flood);
        var (piped, direct) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            piped.Add(await ThroughPipelineAsync(flood));
            direct.Add(await DirectlyAsync(flood.System));
        }

        var (through, without) = (Statistics.Median(piped), Statistics.Median(direct));
        await report.RatioAsync("time of the pipeline / of the service alone", PerSecond(through), PerSecond(without), through / without, target: null);
    }

    private static string PerSecond(double milliseconds) => string.Create(CultureInfo.InvariantCulture, $"{Count / milliseconds * 1000:0}/s");

    private static async Task<double> ThroughPipelineAsync(MailFlood flood)
    {
        var before = await flood.System.HandledAsync(QueueNames.Emails);
        await flood.System.BusOperator.HoldDeliveriesAsync(held: true);
        await flood.SendAsync(Count);
        var started = Stopwatch.GetTimestamp();
        await flood.System.BusOperator.HoldDeliveriesAsync(held: false);
        await Eventually.IsTrueAsync(async () => await flood.System.HandledAsync(QueueNames.Emails) >= before + Count, "all mails", TimeSpan.FromMinutes(5));
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static async Task<double> DirectlyAsync(KpmSystem system)
    {
        var sample = (await system.Mailbox.MailsAsync())[0];
        var client = new SendGridClient(new SendGridClientOptions { ApiKey = "SG.bench", Host = system.SinksAddress.GetLeftPart(UriPartial.Authority) });
        var started = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(Enumerable.Range(0, Count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (_, cancellationToken) =>
        {
            var message = MailHelper.CreateSingleEmail(new EmailAddress("hello@keepem.app"), new EmailAddress(sample.To), sample.Subject, sample.Text, sample.Html);
            message.AddCustomArg("kpm_mail_id", "bench");
            var answer = await client.SendEmailAsync(message, cancellationToken);
            if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"The mail service answered {answer.StatusCode}.");
        });
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}
