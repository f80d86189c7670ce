using System.Net;
using System.Text.Json;
using Kpm.Core.Notifications;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Scenarios;

/// <summary>What stories of legacies have in common: Anna, her keeps Ben and Cleo, and a memory of hers.</summary>
public abstract class LegacyStory(LazyApiWorld lazy) : IAsyncLifetime
{
    private readonly Person _ben = Person.New("ben");
    private readonly Person _anna = Person.New("anna");
    private ApiWorld _world = null!;

    internal ApiClient Anna { get; private set; } = null!;

    internal ApiClient Ben { get; private set; } = null!;

    internal ApiClient Cleo { get; private set; } = null!;

    internal FileToUpload Picture { get; } = FileToUpload.Binary(5_000);

    /// <summary>The id of Anna's memory.</summary>
    protected string Memory { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        _world = await lazy.GetAsync();
        (Anna, Ben, Cleo) = (await _world.JoinAsync(_anna), await _world.JoinAsync(_ben), await _world.JoinAsync("cleo"));
        await ApiWorld.BefriendAsync(Anna, Ben);
        await ApiWorld.BefriendAsync(Anna, Cleo);
        Memory = await Anna.AddAssetAsync("Our summer", Picture);
    }

    public ValueTask DisposeAsync()
    {
        foreach (var person in new[] { Anna, Ben, Cleo }) person.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>Milliseconds since 1970, so many seconds from now.</summary>
    protected static long In(int seconds) => TimeProvider.System.GetUtcNow().AddSeconds(seconds).ToUnixTimeMilliseconds();

    /// <summary>Anna plans a legacy of her memory.</summary>
    /// <returns>Where it can be read.</returns>
    protected async Task<string> PlanAsync(string kind, object terms)
    {
        var body = JsonSerializer.SerializeToNode(terms)!.AsObject();
        body["name"] = "For later";
        body["assets"] = JsonSerializer.SerializeToNode(new[] { Memory });
        var planned = await Anna.PostAsync($"/legacy/{kind}", body);
        planned.Status.Should().Be(HttpStatusCode.Created, planned.Body);
        await Eventually.IsTrueAsync(async () => (await Anna.GetAsync($"/assets/{Memory}")).Status == HttpStatusCode.Forbidden, "the hidden memory");
        return planned.Location!.ToString();
    }

    /// <summary>Waits until only its conditions keep the legacy from being claimed.</summary>
    private protected Task IsReadyAsync(string legacy) => Eventually.IsTrueAsync(async () => (await Anna.GetAsync($"{legacy}/conditions")).Json.GetProperty("is_ready").GetBoolean(), "readiness");

    /// <summary>Waits until somebody finds the legacy among what waits for them.</summary>
    private protected static Task WaitsForAsync(ApiClient person) => Eventually.IsTrueAsync(async () => await person.CountAsync("/me/legacy/incoming") == 1, "a legacy that waits");

    private protected static Task<ApiAnswer> ClaimAsync(ApiClient person, string legacy, string? place = null) => person.PostAsync($"{legacy}/trigger", new { geo_location = place });

    /// <summary>Claims again until the legacy is ready.</summary>
    private protected static async Task ClaimedAsync(ApiClient person, string legacy, string? place = null) =>
        (await Eventually.GetAsync(() => ClaimAsync(person, legacy, place), answer => answer.Code != "not_ready", "a claim")).Status.Should().Be(HttpStatusCode.NoContent);

    /// <summary>Waits until somebody has the memory, byte by byte.</summary>
    private protected async Task HasMemoryAsync(ApiClient person)
    {
        await Eventually.IsTrueAsync(async () => (await person.GetAsync($"/assets/{Memory}")).Status == HttpStatusCode.OK, "the memory");
        (await person.DownloadAsync(Memory)).Bytes.Should().Equal(Picture.Bytes);
    }

    private protected async Task HasNotMemoryAsync(ApiClient person) => (await person.GetAsync($"/assets/{Memory}")).Code.Should().Be("forbidden");

    /// <summary>Waits for the mail of a kind to Anna.</summary>
    private protected Task<SentMail> MailToAnnaAsync(MailKind kind) => MailAsync(_anna, kind);

    /// <summary>Waits for the mail of a kind to Ben.</summary>
    private protected Task<SentMail> MailToBenAsync(MailKind kind) => MailAsync(_ben, kind);

    /// <summary>What the history of somebody tells of a legacy, oldest first.</summary>
    private protected static async Task<IReadOnlyList<string>> HistoryAsync(ApiClient person, string last)
    {
        var entries = await Eventually.GetAsync(() => person.ItemsAsync("/me/history?size=100"), found => found.Any(entry => entry.GetProperty("kind").GetString() == last), last);
        return [.. entries.Select(entry => entry.GetProperty("kind").GetString()!).Reverse()];
    }

    private Task<SentMail> MailAsync(Person person, MailKind kind) => Eventually.GetAsync(
        async () => (await _world.App.Mailbox.MailsAsync(person.Email)).FirstOrDefault(mail => mail.CustomArgs!["kpm_mail_id"].Split(':')[1] == kind.ToString())!,
        mail => mail is not null,
        $"the mail {kind}");
}
