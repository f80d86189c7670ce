using Kpm.Functions.Queues;
using Kpm.Tests.Running;

namespace Kpm.Tests.Faults;

/// <summary>The fault of the seed, that a second mail was lost, many times over: each mail is a message of its own, and none is lost.</summary>
public sealed class MailFloodTests
{
    private const int Mails = 160;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task Given_ManyMails_When_WorkerAndBrokerAreKilledAmongThem_Then_EveryMailArrivesAndTwiceOnlyWhatWasInFlight()
    {
        await using var flood = await MailFlood.StartAsync(hasWebhook: false);
        await flood.SendAsync(Mails);
        await HandledAsync(flood, Mails / 4);
        await flood.KillWorkerAsync();
        await HandledAsync(flood, Mails / 2);
        await flood.KillBrokerAsync();
        await HandledAsync(flood, Mails * 3 / 4);
        await flood.KillWorkerAsync();

        await flood.AreSentAsync(Patience);

        var (doubled, inFlight) = await flood.VerifyAsync();
        TestContext.Current.TestOutputHelper?.WriteLine($"{doubled} of {inFlight} mails in flight came twice");
    }

    /// <summary>Pauses between attempts are a fiftieth of the real ones: eight attempts and their pauses are an outage of 20 minutes and more.</summary>
    [Fact]
    public async Task Given_AMailServiceThatIsDownForTwentyMinutes_When_ItComesBack_Then_EveryMailArrivesOnceAndNothingWasGivenUp()
    {
        const int Few = 16;
        const int Attempts = 8;
        await using var flood = await MailFlood.StartAsync(hasWebhook: false);
        var before = await flood.System.HandledAsync(QueueNames.Emails);
        await flood.System.Mailbox.FailAsync(503, int.MaxValue);
        await flood.SendAsync(Few);
        await Eventually.IsTrueAsync(async () => await flood.System.HandledAsync(QueueNames.Emails) >= before + (Few * Attempts), "eight attempts of each", Patience);
        (await flood.System.Mailbox.ArrivedAsync()).Should().BeEmpty();

        await flood.System.Mailbox.FailAsync(503, 0);
        await flood.AreSentAsync(Patience);

        (await flood.VerifyAsync()).Doubled.Should().Be(0);
    }

    private static Task HandledAsync(MailFlood flood, int count) =>
        Eventually.IsTrueAsync(async () => await flood.System.HandledAsync(QueueNames.Emails) >= count, $"{count} handled", Patience);
}
