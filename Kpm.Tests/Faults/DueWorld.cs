using System.Net;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Faults;

/// <summary>A system whose timer for due legacies fires only by hand, and people who plan.</summary>
public sealed class DueWorld : IAsyncLifetime
{
    public const string Timer = "CheckDueReleases";
    public const string Queue = "releases-check";
    public const long FarAway = 253_402_300_799_999;
    private readonly ApiClient[] _people = new ApiClient[2];
    private int _names;

    public KpmSystem System { get; private set; } = null!;

    public ApiClient Admin { get; private set; } = null!;

    internal StoredDocuments Stored { get; private set; } = null!;

    public ApiClient Giver => _people[0];

    public ApiClient Heir => _people[1];

    public async ValueTask InitializeAsync()
    {
        System = await KpmSystem.StartAsync(new Dictionary<string, string>(StringComparer.Ordinal) { [$"AzureWebJobs__{Timer}__Disabled"] = "true" });
        Stored = new StoredDocuments(System);
        Admin = System.NewClient();
        var person = Person.New("admin");
        (await Admin.RegisterAsync(person)).ShouldBe(HttpStatusCode.Created);
        (await Admin.LogInAsync(person)).ShouldBe(HttpStatusCode.OK);
        (_people[0], _people[1]) = (await JoinAsync("giver"), await JoinAsync("heir"));
        await ApiWorld.BefriendAsync(Giver, Heir);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _people.Append(Admin)) client?.Dispose();
        Stored?.Dispose();
        if (System is not null) await System.DisposeAsync();
    }

    public async Task<ApiClient> JoinAsync(string name)
    {
        var client = System.NewClient();
        var person = Person.New(name);
        var registered = await Admin.RegisterAsync(person);
        registered.ShouldBe(HttpStatusCode.Created);
        (await Admin.PutAsync($"/users/{registered.NewId}/activate", new { })).ShouldBe(HttpStatusCode.NoContent);
        (await client.LogInAsync(person)).ShouldBe(HttpStatusCode.OK);
        return client;
    }

    /// <summary>Plans that the system shares an asset with the heir, some time far away.</summary>
    /// <returns>The id of the legacy.</returns>
    public async Task<string> PlanAsync(ApiClient giver, string asset)
    {
        var name = $"Plan {Interlocked.Increment(ref _names)}";
        var planned = await giver.PostAsync("/legacy", new { name, assets = new[] { asset }, receivers = new[] { Heir.UserId }, bequest_type = "co-ownership", delivery = "automatic", conditions = new { type = "date", at = FarAway } });
        planned.ShouldBe(HttpStatusCode.Created);
        return planned.NewId;
    }

    /// <summary>What became of a legacy: its state, and how many assets were delivered and how many not.</summary>
    public async Task<(string State, int Delivered, int Failed)> OutcomeAsync(string legacy)
    {
        var state = (await Stored.AggregateAsync("releases", legacy)).GetProperty("state");
        return (state.GetProperty("lifecycle").GetString()!, state.GetProperty("delivered").GetArrayLength(), state.GetProperty("failed").GetArrayLength());
    }

    public Task IsDeliveredAsync(string legacy) =>
        Eventually.GetAsync(() => OutcomeAsync(legacy), outcome => outcome == ("inactive", 1, 0), $"the delivery of {legacy}");

    /// <summary>How often the giver's history says that a legacy was executed.</summary>
    public async Task<int> ExecutionsAsync(string legacy) =>
        (await Giver.ItemsAsync("/me/history?size=100")).Count(step => step.GetProperty("kind").GetString() == "legacy_executed" && step.GetProperty("legacy").GetString() == $"/legacy/{legacy}");
}
