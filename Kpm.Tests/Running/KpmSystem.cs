using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Kpm.Local.Sinks.Mail;
using Kpm.Local.Sinks.Push;
using Kpm.Local.Up;
using Kpm.Tests.Local;

namespace Kpm.Tests.Running;

/// <summary>
/// The whole system on free ports of this machine: the compiled worker under the Functions host, and every part of the local cloud as a
/// process of its own, so that a test can kill any of them.
/// </summary>
public sealed class KpmSystem : IAsyncDisposable
{
    private static readonly HttpClient Control = new() { Timeout = TimeSpan.FromSeconds(100) };
    private static readonly TimeSpan BetweenFires = TimeSpan.FromSeconds(1);
    private readonly string _settingFile = Path.Combine(Directory.CreateTempSubdirectory("kpm-settings-").FullName, "local.settings.json");
    private bool _livesLong;
    private int _busControlPort;

    public LocalPart Bus { get; private set; } = null!;

    public LocalPart Cosmos { get; private set; } = null!;

    public LocalPart KeyVault { get; private set; } = null!;

    public LocalPart Blob { get; private set; } = null!;

    public LocalPart Sinks { get; private set; } = null!;

    public LocalPart Functions { get; private set; } = null!;

    public Uri Api => new($"http://127.0.0.1:{Functions.Port}");

    public Uri SinksAddress => new($"http://127.0.0.1:{Sinks.Port}");

    public Uri CosmosAddress => new($"http://127.0.0.1:{Cosmos.Port}");

    public Uri KeyVaultAddress => new($"https://127.0.0.1:{KeyVault.Port}");

    public Uri BusControl => new($"http://127.0.0.1:{_busControlPort}");

    public string BusConnection => $"Endpoint=sb://127.0.0.1:{Bus.Port};SharedAccessKeyName=local;SharedAccessKey=local;UseDevelopmentEmulator=true;";

    /// <summary>The settings that the app runs with, its keys among them.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; private set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The folder of the compiled function app.</summary>
    public static string AppFolder { get; } = Path.Combine(LocalPart.RepositoryRoot, "Kpm.Functions", "bin", LocalPart.Configuration, "net10.0");

    /// <summary>Starts an empty system.</summary>
    /// <param name="settings">Settings of the app beside, or instead of, those of the local cloud.</param>
    /// <param name="livesLong">Whether more than one story is told to it, or time is measured.</param>
    public static async Task<KpmSystem> StartAsync(IReadOnlyDictionary<string, string>? settings = null, bool livesLong = false)
    {
        var system = new KpmSystem { _livesLong = livesLong, _busControlPort = LocalPart.FreePort() };
        try
        {
            await system.StartPartsAsync(settings ?? new Dictionary<string, string>(StringComparer.Ordinal));
            return system;
        }
        catch
        {
            // Nobody else would end the parts that did start.
            await system.DisposeAsync();
            throw;
        }
    }

    /// <summary>A client for one person, or for nobody in particular.</summary>
    public ApiClient NewClient() => new(Api);

    public Mailbox Mailbox => new(SinksAddress);

    public PushBox PushBox => new(SinksAddress);

    public TelemetryBox Telemetry => new(SinksAddress);

    public BusControl BusOperator => new(this);

    /// <summary>The worker process that runs the functions now; waits for one when there is none at this moment.</summary>
    public async Task<int> WorkerIdAsync()
    {
        var status = await Eventually.GetAsync(
            () => Control.GetFromJsonAsync<JsonElement>(new Uri(Api, "/admin/host/status")),
            answer => answer.GetProperty("workerPid").ValueKind == JsonValueKind.Number,
            "a worker process");
        return status.GetProperty("workerPid").GetInt32();
    }

    /// <summary>Ends the worker as a power cut would (SIGKILL).</summary>
    public async Task KillWorkerAsync()
    {
        using var worker = System.Diagnostics.Process.GetProcessById(await WorkerIdAsync());
        worker.Kill();
        await worker.WaitForExitAsync();
    }

    /// <summary>How many messages of a queue the functions have handled so far, repeats too.</summary>
    public async Task<long> HandledAsync(string queue)
    {
        var status = await Control.GetFromJsonAsync<JsonElement>(new Uri(Api, "/admin/host/status"));
        return status.GetProperty("queues").TryGetProperty(queue, out var counter) ? counter.GetProperty("ok").GetInt64() : 0;
    }

    /// <summary>Runs a timer function now.</summary>
    public async Task FireAsync(string function)
    {
        using var response = await Control.PostAsJsonAsync(new Uri(Api, $"/admin/functions/{function}"), new { input = "" });
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Waits for what a timer brings about, and does not wait until it is the timer's time. There may be moments without a worker.</summary>
    public async Task HurriedAsync(string timer, Func<Task<bool>> isDoneAsync, string what, TimeSpan? patience = null)
    {
        var fired = Stopwatch.GetTimestamp();
        await Eventually.IsTrueAsync(
            async () =>
            {
                if (await isDoneAsync()) return true;
                if (Stopwatch.GetElapsedTime(fired) < BetweenFires) return false;
                await TryFireAsync(timer);
                fired = Stopwatch.GetTimestamp();
                return false;
            },
            what,
            patience);
    }

    private async Task TryFireAsync(string timer)
    {
        try
        {
            await FireAsync(timer);
        }
        catch (HttpRequestException)
        {
            // There is no worker at this moment.
        }
    }

    /// <summary>Starts the app again with other settings; null leaves one out.</summary>
    public async Task RestartAsync(IReadOnlyDictionary<string, string?> changes)
    {
        await Functions.KillAsync();
        var values = Settings.ToDictionary(StringComparer.Ordinal);
        foreach (var (name, value) in changes)
        {
            if (value is null) values.Remove(name);
            else values[name] = value;
        }

        WriteValues(values);
        await Functions.StartAgainAsync();
        await WorkerIdAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in new[] { Functions, Sinks, Blob, KeyVault, Cosmos, Bus })
            if (part is not null) await part.DisposeAsync();
        Directory.Delete(Path.GetDirectoryName(_settingFile)!, recursive: true);
    }

    private async Task StartPartsAsync(IReadOnlyDictionary<string, string> settings)
    {
        Task[] starts =
        [
            StartAsync(part => Bus = part, "service-bus", "--topology", LocalPart.TopologyPath, "--lock-seconds", "5", "--control-port", _busControlPort.ToString(CultureInfo.InvariantCulture)),
            StartAsync(part => Cosmos = part, "cosmos", "--topology", LocalPart.TopologyPath),
            StartAsync(part => KeyVault = part, "key-vault"),
            StartAsync(part => Blob = part, "blob", "--topology", LocalPart.TopologyPath, "--print-requests", "yes"),
            StartAsync(part => Sinks = part, "sinks"),
        ];
        await Task.WhenAll(starts);
        WriteSettings(settings);
        await StartAsync(part => Functions = part, "functions", "--app", AppFolder, "--setting-file", _settingFile, "--max-crashes", "1000");

        async Task StartAsync(Action<LocalPart> keep, string part, params string[] arguments) => keep(await LocalPart.StartAsync(part, _livesLong, arguments));
    }

    private void WriteSettings(IReadOnlyDictionary<string, string> settings)
    {
        var ports = new UpPorts(0, Sinks.Port, 0, 0, Cosmos.Port, KeyVault.Port, Blob.Port, Bus.Port);
        var values = LocalSettings.Read(new UpOptions(Path.GetDirectoryName(_settingFile)!, AppFolder, LocalPart.TopologyPath, null, [], ports))
            .ToDictionary(StringComparer.Ordinal);
        values["KeyVault__LocalCertificate"] = Path.Combine(KeyVault.Folder, "certificate.pem");
        values["SendGrid__WebhookKey"] = WebhookKey.PublicKeyOf(Sinks.Folder);
        foreach (var (name, value) in LocalSettings.Push(Sinks.Port, ServiceAccount.LoadOrCreate(Sinks.Folder))) values[name] = value;
        values["Retry__PauseScale"] = "0.02";
        // Above the lock of a message, which is five seconds here: a mail in flight at a kill is soon tried again.
        values["Mail__Lease"] = "00:00:15";
        foreach (var (name, value) in settings) values[name] = value;
        WriteValues(values);
    }

    private void WriteValues(Dictionary<string, string> values)
    {
        Settings = values;
        File.WriteAllText(_settingFile, JsonSerializer.Serialize(new { Values = values }));
    }
}
