using System.Net;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

[assembly: AssemblyFixture(typeof(LazyApiWorld))]

namespace Kpm.Tests.Functions.Http;

/// <summary>A system that tests share, started by the first that needs it: all tests of the API one, and those that kill what runs another.</summary>
public sealed class LazyApiWorld : IAsyncDisposable
{
    private readonly Lazy<Task<ApiWorld>> _world = new(ApiWorld.StartAsync);

    public async Task<ApiWorld> GetAsync()
    {
        var world = await _world.Value;
        await world.StayLoggedInAsync();
        return world;
    }

    public async ValueTask DisposeAsync()
    {
        if (_world.IsValueCreated) await (await _world.Value).DisposeAsync();
    }
}

/// <summary>A running system with an admin, an owner and a friend who are keeps, and a stranger.</summary>
public sealed class ApiWorld : IAsyncDisposable
{
    private static readonly string[] Lists = ["/me", "/me/keeps", "/me/assets", "/me/legacy", "/me/legacy/incoming"];

    /// <summary>Pages of this origin may use the API.</summary>
    public const string ForeignOrigin = "https://www.keepem.app";

    /// <summary>A third of the time that a log-in lasts.</summary>
    private static readonly TimeSpan LogInAfter = TimeSpan.FromMinutes(5);

    private readonly Person _owner = Person.New("owner");
    private readonly Person _friend = Person.New("friend");
    private readonly Person _stranger = Person.New("stranger");
    private long _loggedIn;

    private ApiWorld(KpmSystem app) => App = app;

    public KpmSystem App { get; }

    public ApiClient Nobody { get; private set; } = null!;

    public Person AdminPerson { get; } = Person.New("admin");

    public ApiClient Admin { get; private set; } = null!;

    public ApiClient Owner { get; private set; } = null!;

    public ApiClient Friend { get; private set; } = null!;

    public ApiClient Stranger { get; private set; } = null!;

    public static async Task<ApiWorld> StartAsync()
    {
        var world = new ApiWorld(await KpmSystem.StartAsync(new Dictionary<string, string>(StringComparer.Ordinal) { ["Cors__Origins"] = ForeignOrigin }, livesLong: true));
        try
        {
            await world.FillAsync();
            return world;
        }
        catch (Exception)
        {
            await world.DisposeAsync();
            throw;
        }
    }

    private async Task FillAsync()
    {
        Nobody = App.NewClient();
        Admin = App.NewClient();
        (await Admin.RegisterAsync(AdminPerson)).ShouldBe(HttpStatusCode.Created);
        (await Admin.LogInAsync(AdminPerson)).ShouldBe(HttpStatusCode.OK);
        (Owner, Friend, Stranger) = (await JoinAsync(_owner), await JoinAsync(_friend), await JoinAsync(_stranger));
        await BefriendAsync(Owner, Friend);
        _loggedIn = TimeProvider.System.GetTimestamp();
    }

    /// <summary>Those who are shared log in again in time: all tests together take longer than a log-in lasts.</summary>
    internal async Task StayLoggedInAsync()
    {
        if (TimeProvider.System.GetElapsedTime(_loggedIn) < LogInAfter) return;
        foreach (var (client, person) in new[] { (Admin, AdminPerson), (Owner, _owner), (Friend, _friend), (Stranger, _stranger) }) (await client.LogInAsync(person)).ShouldBe(HttpStatusCode.OK);
        _loggedIn = TimeProvider.System.GetTimestamp();
    }

    /// <summary>Somebody new, active and logged in.</summary>
    public Task<ApiClient> JoinAsync(string name) => JoinAsync(Person.New(name));

    public async Task<ApiClient> JoinAsync(Person person)
    {
        var client = App.NewClient();
        var registered = await client.RegisterAsync(person);
        registered.ShouldBe(HttpStatusCode.Created);
        (await Admin.PutAsync($"/users/{registered.NewId}/activate", new { })).ShouldBe(HttpStatusCode.NoContent);
        (await client.LogInAsync(person)).ShouldBe(HttpStatusCode.OK);
        return client;
    }

    /// <summary>Makes two people keeps of one another; returns the keep's id.</summary>
    public static async Task<string> BefriendAsync(ApiClient one, ApiClient other)
    {
        var requested = await one.PostAsync("/me/keeps", new { to_id = other.UserId });
        requested.ShouldBe(HttpStatusCode.Created);
        (await other.PutAsync("/me/keeps/accept", new { keep_id = requested.NewId })).ShouldBe(HttpStatusCode.NoContent);
        return requested.NewId;
    }

    /// <summary>All that a person sees: two equal answers mean that nothing changed for them.</summary>
    public static async Task<string> EverythingOfAsync(ApiClient person)
    {
        var seen = await Task.WhenAll(Lists.Select(person.GetAsync));
        return string.Join('\n', seen.Select(answer => $"{answer.Status} {answer.ETag} {answer.Body}"));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in new[] { Nobody, Admin, Owner, Friend, Stranger }) client?.Dispose();
        await App.DisposeAsync();
    }
}

/// <summary>The tests of the API run one after another on the shared system.</summary>
[CollectionDefinition(Name)]
public sealed class ApiTests
{
    public const string Name = "API";
}
