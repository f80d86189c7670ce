using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Kpm.Tests.Local;
using Kpm.Tests.Local.FunctionsHost;
using Kpm.Tests.Running;

namespace Kpm.Tests.Bench;

/// <summary>The whole system with one active person for each client of the load, and beside it the same host with an app of empty functions.</summary>
internal sealed class BenchSystem : IAsyncDisposable
{
    private readonly string _settingFile = Path.Combine(Path.GetTempPath(), $"kpm-bench-{Guid.NewGuid():N}.json");
    private readonly List<ApiClient> _people = [];
    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = LoadLoop.Clients });

    public KpmSystem Kpm { get; private set; } = null!;

    /// <summary>The Functions host with the empty app.</summary>
    public LocalPart Empty { get; private set; } = null!;

    public IReadOnlyList<ApiClient> People => _people;

    public Uri EmptyFunction => new($"http://127.0.0.1:{Empty.Port}/fixture/empty");

    public static async Task<BenchSystem> StartAsync()
    {
        // Log lines travel over the host's own connection and would be a part of what is measured.
        var quiet = new Dictionary<string, string>(StringComparer.Ordinal) { ["Logging__LogLevel__Default"] = "Warning", ["Assets__QuotaMegabytes"] = "8192" };
        var system = new BenchSystem { Kpm = await KpmSystem.StartAsync(quiet, livesLong: true) };
        try
        {
            await system.FillAsync(quiet);
            return system;
        }
        catch
        {
            // Nobody else would end the processes.
            await system.DisposeAsync();
            throw;
        }
    }

    public Uri Address(string path) => new(Kpm.Api, "/api/v1" + path);

    /// <summary>A request of one of the people, answered by this status.</summary>
    public async Task SendAsync(int person, HttpMethod method, Uri address, HttpStatusCode expected, object? body = null)
    {
        using var request = new HttpRequestMessage(method, address) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _people[person].AccessToken);
        using var response = await _http.SendAsync(request);
        if (response.StatusCode != expected) throw new InvalidOperationException($"{method} {address.AbsolutePath} answered {(int)response.StatusCode}.");
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        foreach (var person in _people) person.Dispose();
        if (Empty is not null) await Empty.DisposeAsync();
        await Kpm.DisposeAsync();
        File.Delete(_settingFile);
    }

    private async Task FillAsync(Dictionary<string, string> quiet)
    {
        var values = new Dictionary<string, string>(quiet) { ["FIXTURE_SCHEDULE"] = "0 0 0 1 1 *", ["FIXTURE_QUEUE"] = "fixture" };
        await File.WriteAllTextAsync(_settingFile, JsonSerializer.Serialize(new { Values = values }));
        Empty = await LocalPart.StartAsync("functions", "--app", HostFixture.App, "--setting-file", _settingFile, "--max-crashes", "1000");
        for (var i = 0; i < LoadLoop.Clients; i++) _people.Add(await NewPersonAsync());
    }

    private async Task<ApiClient> NewPersonAsync()
    {
        var person = Person.New("load");
        var client = Kpm.NewClient();
        (await client.RegisterAsync(person)).Response.EnsureSuccessStatusCode();

        // The first of all is active from the start; the others are once they have followed the link of their mail.
        if (_people.Count > 0) await client.ActivateAsync(await Kpm.Mailbox.ActivationLinkAsync(person.Email));
        (await client.LogInAsync(person)).Response.EnsureSuccessStatusCode();
        return client;
    }
}
