using System.Globalization;
using CsCheck;
using Kpm.Functions.Queues;
using Kpm.Tests.Faults;

namespace Kpm.Tests.Soak;

/// <summary>Ten thousand mails through the real queue function, while worker and broker are killed at random; some rounds without the webhook.</summary>
internal static class MailKills
{
    private const int Mails = 10_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(60);

    public static async Task<string> RunRoundAsync(PCG random)
    {
        var hasWebhook = random.Next(2) == 0;
        await using var flood = await MailFlood.StartAsync(hasWebhook);
        await flood.SendAsync(Mails);
        while (await flood.System.HandledAsync(QueueNames.Emails) < Mails)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(2_000 + random.Next(6_000)));
            if (random.Next(3) == 0) await flood.KillBrokerAsync();
            else await flood.KillWorkerAsync();
        }

        await flood.AreSentAsync(Patience);
        var (doubled, inFlight) = await flood.VerifyAsync();
        return string.Create(CultureInfo.InvariantCulture, $"{Mails} mails through {flood.Kills} kills {(hasWebhook ? "with" : "without")} the webhook: all arrived, {doubled} of {inFlight} in flight came twice");
    }
}
