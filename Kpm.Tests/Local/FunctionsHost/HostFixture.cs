using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;

namespace Kpm.Tests.Local.FunctionsHost;

/// <summary>The Functions host with the fixture app. Its settings travel in a setting file, as a developer's do.</summary>
public class HostFixture : IAsyncLifetime
{
    public const string Key = "a-key-for-tests";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string _settingFile = Path.Combine(Path.GetTempPath(), $"kpm-settings-{Guid.NewGuid():N}.json");

    public static string App { get; } = Path.Combine(
        LocalPart.RepositoryRoot, "Kpm.Tests", "Local", "FunctionsHost", "FixtureApp", "bin", Configuration, "net10.0");

    public LocalPart Part { get; private set; } = null!;

    public HttpClient Http { get; private set; } = null!;

    private static string Configuration =>
        typeof(HostFixture).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Configuration").Value!;

    public virtual async ValueTask InitializeAsync() => await StartAsync([]);

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Http?.Dispose();
        if (Part is not null) await Part.DisposeAsync();
        File.Delete(_settingFile);
    }

    public async Task<JsonElement> StatusAsync() => await Http.GetFromJsonAsync<JsonElement>("/admin/host/status");

    public async Task<int> WorkerPidAsync() => (await StatusAsync()).GetProperty("workerPid").GetInt32();

    /// <summary>Asks again until the condition holds.</summary>
    public static async Task EventuallyAsync(Func<Task<bool>> condition)
    {
        using var timeout = new CancellationTokenSource(Patience);
        while (!await condition()) await Task.Delay(50, timeout.Token);
    }

    protected async Task StartAsync(Dictionary<string, string> settings, params string[] arguments)
    {
        var values = new Dictionary<string, string>(settings)
        {
            ["FIXTURE_SCHEDULE"] = "* * * * * *",
            ["FIXTURE_QUEUE"] = "fixture",
            ["AzureWebJobs.Silenced.Disabled"] = "true",
            ["AzureWebJobs__SilencedOnLinux__Disabled"] = "True",
            ["AzureWebJobs.NotSilenced.Disabled"] = "false",
            ["Logging__LogLevel__Default"] = "Warning",
        };
        await File.WriteAllTextAsync(_settingFile, JsonSerializer.Serialize(new { IsEncrypted = false, Values = values }));
        Part = await LocalPart.StartAsync(
            "functions", ["--app", App, "--setting-file", _settingFile, "--key", Key, "--max-crashes", "50", .. arguments]);
        Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{Part.Port}"), Timeout = Patience };
    }
}
