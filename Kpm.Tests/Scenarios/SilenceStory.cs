using System.Net;
using System.Text.Json;
using Kpm.Core.Notifications;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Scenarios;

/// <summary>What stories of silence have in common: Anna, who plans for it, and Ben and Cleo, her keeps and keepers.</summary>
public abstract class SilenceStory(LazyApiWorld lazy) : IAsyncLifetime
{
    private readonly Person _anna = Person.New("anna");
    private readonly Person _ben = Person.New("ben");
    private readonly Person _cleo = Person.New("cleo");

    internal ApiWorld World { get; private set; } = null!;

    internal SilentTime Time { get; private set; } = null!;

    internal ApiClient Anna { get; private set; } = null!;

    internal ApiClient Ben { get; private set; } = null!;

    internal ApiClient Cleo { get; private set; } = null!;

    internal FileToUpload Letter { get; } = FileToUpload.Binary(5_000);

    /// <summary>The id of Anna's letter.</summary>
    protected string Memory { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        World = await lazy.GetAsync();
        Time = new SilentTime(World.App);
        (Anna, Ben, Cleo) = (await World.JoinAsync(_anna), await World.JoinAsync(_ben), await World.JoinAsync(_cleo));
        await ApiWorld.BefriendAsync(Anna, Ben);
        await ApiWorld.BefriendAsync(Anna, Cleo);
        Memory = await Anna.AddAssetAsync("When I am gone", Letter);
    }

    public ValueTask DisposeAsync()
    {
        foreach (var person in new[] { Anna, Ben, Cleo }) person.Dispose();
        Time.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>Anna plans for her silence: two reminders a day apart, one day of grace, one of waiting.</summary>
    /// <returns>Where the legacy is.</returns>
    private protected async Task<string> PlanAsync(ApiClient receiver, int periodDays, string delivery = "automatic", string name = "For when I am silent")
    {
        var planned = await Anna.PostAsync("/legacy", new
        {
            name,
            assets = new[] { Memory },
            receivers = new[] { receiver.UserId },
            delivery,
            keepers = new[] { Ben.UserId, Cleo.UserId },
            bequest_type = "copy",
            conditions = new { type = "inactivity", period_days = periodDays, reminders = 2, reminder_every_days = 1, grace_days = 1, wait_days = 1 },
        });
        planned.Status.Should().Be(HttpStatusCode.Created, planned.Body);
        return planned.Location!.ToString();
    }

    /// <summary>An attempt, as its owner sees it. To look without saying that somebody is there is no sign of life.</summary>
    private protected async Task<JsonElement> AttemptAsync(string attempt) => (await Anna.GetAsync(attempt)).Json;

    /// <summary>Waits for the end of an attempt, which may not be there yet.</summary>
    private protected Task EndsAsync(string attempt, string outcome) =>
        Eventually.IsTrueAsync(async () => (await AttemptAsync(attempt)).TryGetProperty("outcome", out var ended) && ended.GetString() == outcome, $"an attempt that is {outcome}");

    /// <summary>Waits for mails to somebody, and says which.</summary>
    private protected Task MailedAsync(ApiClient to, params MailKind[] kinds)
    {
        var email = PersonOf(to).Email;
        return Eventually.IsTrueAsync(
            async () =>
            {
                var sent = (await World.App.Mailbox.MailsAsync(email)).Select(mail => mail.CustomArgs!["kpm_mail_id"]).ToList();
                return kinds.GroupBy(kind => kind).All(wanted => sent.Count(id => id.Contains($":{wanted.Key}:", StringComparison.Ordinal)) >= wanted.Count());
            },
            $"the mails {string.Join(", ", kinds)}");
    }

    /// <summary>Who logs in with a client.</summary>
    private protected Person PersonOf(ApiClient client) => client == Anna ? _anna : client == Ben ? _ben : _cleo;

    private protected async Task AnnaLogsInAsync() => (await Anna.LogInAsync(_anna)).ShouldBe(HttpStatusCode.OK);

    /// <summary>The mailed link whose page has the button.</summary>
    private protected Task<Uri> CheckInLinkAsync() => World.App.Mailbox.LinkAsync(_anna.Email, "check_in_token");
}
