using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Local;
using Kpm.Tests.Running;

namespace Kpm.Tests.Browser;

/// <summary>A script of this folder that drives Debian's Chromium through the web client, by Playwright.</summary>
/// <param name="api">Where the system answers.</param>
internal sealed class BrowserScript(Uri api)
{
    private const string Chromium = "/usr/bin/chromium";
    private const string Turn = "turn ";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    /// <summary>The people of the script, by the names that it gives them.</summary>
    public Dictionary<string, Person> People { get; } = new(StringComparer.Ordinal);

    /// <summary>The mailed links of the script, by the names that it gives them.</summary>
    public Dictionary<string, Uri> Links { get; } = new(StringComparer.Ordinal);

    /// <summary>The width and height of the window.</summary>
    public (int Width, int Height) Size { get; init; } = (1280, 900);

    /// <summary>An authenticator app that a person of the script has.</summary>
    public Authenticator? App { get; set; }

    /// <summary>What is done while the script waits, such as letting time pass, by the names that it asks with, and what it is told then in one line.</summary>
    public Dictionary<string, Func<Task<string>>> Turns { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether the script is only to look at its pages.</summary>
    public bool LooksOnly { get; init; }

    /// <summary>Where pictures go.</summary>
    public string Pictures { get; init; } = "";

    /// <summary>Somebody new, active and logged in, whom the script knows by a name.</summary>
    public Task<ApiClient> JoinAsync(ApiWorld world, string name) => world.JoinAsync(People[name] = Person.New(name));

    /// <summary>Runs a script to its end; the browser ends with it.</summary>
    /// <exception cref="InvalidOperationException">It found something wrong, took too long, or there is no browser.</exception>
    public async Task RunAsync(string name)
    {
        if (!File.Exists(Chromium)) throw new InvalidOperationException($"There is no {Chromium}, which drives the web client. On Debian: apt-get install chromium");
        using var process = Process.Start(StartOf(name))!;
        var output = Task.WhenAll(TakeTurnsAsync(process), process.StandardError.ReadToEndAsync());
        using var end = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(end.Token);
        }
        catch (OperationCanceledException late)
        {
            process.Kill(entireProcessTree: true);
            throw new InvalidOperationException($"{name} did not end within {Patience.TotalMinutes} minutes: {string.Concat(await output)}", late);
        }

        if (process.ExitCode != 0) throw new InvalidOperationException($"{name}, {Size.Width} wide:{Environment.NewLine}{string.Concat(await output)}");
    }

    /// <summary>Does what the script asks for; when that fails, the script ends.</summary>
    /// <returns>What else it said.</returns>
    private async Task<string> TakeTurnsAsync(Process process)
    {
        var said = new StringBuilder();
        try
        {
            while (await process.StandardOutput.ReadLineAsync() is { } line)
            {
                if (!line.StartsWith(Turn, StringComparison.Ordinal)) said.AppendLine(line);
                else await process.StandardInput.WriteLineAsync(await Turns[line[Turn.Length..]]());
            }
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return said.ToString();
    }

    private ProcessStartInfo StartOf(string name) => new("node", ["--no-warnings", Path.Combine(LocalPart.RepositoryRoot, "Kpm.Tests", "Browser", name)])
    {
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        Environment =
        {
            ["KPM_API"] = api.GetLeftPart(UriPartial.Authority),
            ["KPM_WEB"] = Path.Combine(LocalPart.RepositoryRoot, "Kpm.Functions", "Web", "App"),
            ["KPM_CHROMIUM"] = Chromium,
            ["KPM_PEOPLE"] = JsonSerializer.Serialize(People.ToDictionary(person => person.Key, person => new { email = person.Value.Email, password = person.Value.Password, username = person.Value.Username })),
            ["KPM_LINKS"] = JsonSerializer.Serialize(Links.ToDictionary(link => link.Key, link => new Uri(api, link.Value.PathAndQuery))),
            ["KPM_WIDTH"] = Size.Width.ToString(CultureInfo.InvariantCulture),
            ["KPM_HEIGHT"] = Size.Height.ToString(CultureInfo.InvariantCulture),
            ["KPM_LOOK_ONLY"] = LooksOnly ? "yes" : "",
            ["KPM_PICTURES"] = Pictures,
            ["KPM_CODE"] = App?.NextCode() ?? "",
            ["KPM_WRONG_CODE"] = App?.WrongCode() ?? "",
        },
    };
}
