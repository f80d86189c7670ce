using System.Net;
using Azure.Messaging.ServiceBus;
using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Functions.Adapters.ServiceBus;
using Kpm.Functions.Queues;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Faults;

/// <summary>Many mails at once through the real queue function, and who must get which.</summary>
public sealed class MailFlood : IAsyncDisposable
{
    private const int People = 10;
    private readonly Dictionary<string, string> _expected = new(StringComparer.Ordinal);
    private readonly HashSet<string> _inFlightAtAKill = new(StringComparer.Ordinal);
    private readonly List<(UserId Id, string Address)> _people = [];

    private MailFlood(KpmSystem system) => (System, Stored) = (system, new StoredDocuments(system));

    public KpmSystem System { get; }

    internal StoredDocuments Stored { get; }

    public int Kills { get; private set; }

    /// <summary>Starts a system without a cap of mails, and people who get them.</summary>
    /// <param name="hasWebhook">Whether the mail service tells what became of mails.</param>
    public static async Task<MailFlood> StartAsync(bool hasWebhook)
    {
        var flood = new MailFlood(await KpmSystem.StartAsync(new Dictionary<string, string>(StringComparer.Ordinal) { ["Mail__DailyCap"] = "10000" }));
        if (hasWebhook) await flood.System.Mailbox.TellAsync(new Uri(flood.System.Api, "/api/v1/webhooks/sendgrid"));
        using var client = flood.System.NewClient();
        for (var i = 0; i < People; i++)
        {
            var person = Person.New("flood");
            var registered = await client.RegisterAsync(person);
            registered.ShouldBe(HttpStatusCode.Created);
            flood._people.Add((EntityId.Parse<UserId>(registered.NewId), person.Email));
        }

        await flood.System.BusOperator.AreDrainedAsync();
        await flood.System.Mailbox.ClearAsync();
        return flood;
    }

    /// <summary>Puts this many mails into the queue.</summary>
    public async Task SendAsync(int count)
    {
        await using var bus = new ServiceBusClient(System.BusConnection);
        await using var sender = bus.CreateSender(QueueNames.Emails);
        foreach (var slice in Enumerable.Range(0, count).Chunk(100)) await sender.SendMessagesAsync([.. slice.Select(NewMessage)]);
    }

    /// <summary>Ends the worker as a power cut would, and remembers which mails it was sending.</summary>
    public async Task KillWorkerAsync()
    {
        await System.KillWorkerAsync();
        var killed = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        Kills++;
        var sending = await Stored.QueryAsync("mails", "SELECT c.id, c.startedTs FROM c WHERE c.state = 'sending'");
        foreach (var mail in sending.Where(mail => mail.GetProperty("startedTs").GetInt64() <= killed)) _inFlightAtAKill.Add(mail.GetProperty("id").GetString()!);
    }

    /// <summary>Ends the broker as a power cut would, and starts it again.</summary>
    public async Task KillBrokerAsync()
    {
        await System.Bus.KillAsync();
        Kills++;
        await System.Bus.StartAgainAsync();
    }

    /// <summary>Waits until every mail arrived and nothing is left in a queue.</summary>
    public async Task AreSentAsync(TimeSpan patience)
    {
        await Eventually.IsTrueAsync(
            async () => (await System.BusOperator.QueuesAsync()).Where(queue => queue.Name == QueueNames.Emails).All(queue => queue is { Active: 0, Scheduled: 0, Locked: 0 }),
            "an empty queue",
            patience);
        await System.BusOperator.AreDrainedAsync();
    }

    /// <summary>Holds what arrived against what was sent: nothing is missing or went to somebody else, and twice came only what was in flight at a kill.</summary>
    /// <returns>How many came twice, and how many were in flight.</returns>
    public async Task<(int Doubled, int InFlight)> VerifyAsync()
    {
        var arrived = await System.Mailbox.ArrivedAsync();
        arrived.Select(mail => mail.MailId).Distinct().Should().BeEquivalentTo(_expected.Keys, "every mail arrives, and no other");
        arrived.Where(mail => _expected[mail.MailId] != mail.To).Should().BeEmpty("each goes to its receiver");
        var doubled = arrived.CountBy(mail => mail.MailId).Where(mail => mail.Value > 1).Select(mail => mail.Key).ToList();
        doubled.Should().BeSubsetOf(_inFlightAtAKill);
        (await Stored.FailuresAsync()).Should().BeEmpty();
        (await System.BusOperator.QueuesAsync()).Should().OnlyContain(queue => queue.DeadLetter == 0);
        return (doubled.Count, _inFlightAtAKill.Count);
    }

    public async ValueTask DisposeAsync()
    {
        Stored.Dispose();
        await System.DisposeAsync();
    }

    private ServiceBusMessage NewMessage(int number)
    {
        var (id, address) = _people[number % People];
        var mail = SendEmail.ToUser(MailKind.AccountReady, id, $"{Guid.CreateVersion7()}");
        _expected[mail.MailId] = address;
        return new ServiceBusMessage(BinaryData.FromString(CloudEvent.FromWork(mail.MailId, mail, Timestamp.From(TimeProvider.System.GetUtcNow())).GetRawText()))
        {
            MessageId = mail.MailId,
            ContentType = CloudEvent.ContentType,
        };
    }
}
