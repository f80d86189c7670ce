using Kpm.Tests.Local;

namespace Kpm.Tests.Infra.Deploying;

/// <summary>A clone with two commits and the scripts of <c>infra/deploy</c>, with stand-ins for Azure, for the app and for the publish first in the path.</summary>
internal sealed class DeployWorld : IDisposable
{
    private static readonly string Real = Environment.GetEnvironmentVariable("PATH")!;
    private readonly string _folder = Directory.CreateTempSubdirectory("kpm-deploy-").FullName;
    private readonly Dictionary<string, string> _environment;

    private DeployWorld()
    {
        var standIns = Path.Combine(LocalPart.RepositoryRoot, "Kpm.Tests", "Infra", "Deploying", "StandIns");
        _environment = new(StringComparer.Ordinal)
        {
            ["PATH"] = $"{standIns}:{Real}",
            ["STATE"] = Path.Combine(_folder, "state"),
            ["DOTNET"] = Real.Split(':').Select(folder => Path.Combine(folder, "dotnet")).First(File.Exists),
            ["CONFIGURATION"] = LocalPart.Configuration,
            ["SMOKE_SECONDS"] = "0",
            ["SMOKE_PAUSE"] = "0",
            ["KPM_BRANCH"] = "main",
            ["GIT_CONFIG_GLOBAL"] = "/dev/null",
        };
    }

    /// <summary>The commit before the newest.</summary>
    public string Older { get; private set; } = "";

    public string Newest { get; private set; } = "";

    public string Clone => Path.Combine(_folder, "clone");

    /// <summary>What was asked of the stand-ins for Azure and for the publish, in order.</summary>
    public IReadOnlyList<string> Calls => File.Exists(StateOf("calls")) ? File.ReadAllLines(StateOf("calls")) : [];

    /// <summary>The version that runs; empty when none was put there.</summary>
    public string Live
    {
        get => File.Exists(StateOf("live")) ? File.ReadAllText(StateOf("live")).Trim() : "";
        set => Note("live", value);
    }

    public static async Task<DeployWorld> NewAsync()
    {
        var world = new DeployWorld();
        MadePackage.WriteFolder(world.StateOf("app"), MadePackage.Good());
        Directory.CreateDirectory(Path.Combine(world.Clone, "infra"));
        Directory.CreateDirectory(Path.Combine(world.Clone, "Kpm.Tests"));
        Directory.CreateSymbolicLink(Path.Combine(world.Clone, "Kpm.Tests", "bin"), Path.Combine(LocalPart.RepositoryRoot, "Kpm.Tests", "bin"));
        await world.MustAsync("cp", "-r", Path.Combine(LocalPart.RepositoryRoot, "infra", "deploy"), "infra/deploy");
        File.WriteAllLines(Path.Combine(world.Clone, ".gitignore"), [".packages/", "Kpm.Tests"]);
        await world.MustAsync("git", "init", "--quiet");
        await world.MustAsync("git", "add", ".");
        world.Older = await world.CommitAsync();
        world.Newest = await world.CommitAsync();
        return world;
    }

    /// <summary>Runs a script of <c>infra/deploy</c>.</summary>
    public Task<(int Code, string Said)> RunAsync(string script, params (string Name, string Value)[] variables) =>
        Shell.RunAsync(Clone, With(variables), "bash", $"infra/deploy/{script}.sh");

    /// <summary>Runs a script at a terminal where somebody types the line.</summary>
    public Task<(int Code, string Said)> RunTypingAsync(string script, string line, params (string Name, string Value)[] variables) =>
        Shell.RunAsync(Clone, With([.. variables, ("LINE", line)]), "bash", "-c", $"printf '%s\\n' \"$LINE\" | script -qec infra/deploy/{script}.sh /dev/null");

    /// <summary>Puts the older version there, as an earlier deployment left it.</summary>
    public async Task<DeployWorld> WithOlderAsync()
    {
        await MustAsync("git", "checkout", "--quiet", Older);
        (await RunAsync("deploy", ("ENVIRONMENT", "dev"), ("CONFIRM", "dev"))).Code.Should().Be(0);
        await MustAsync("git", "checkout", "--quiet", Newest);
        File.Delete(StateOf("calls"));
        return this;
    }

    /// <summary>Says something to the stand-ins.</summary>
    public void Note(string name, string text = "") => File.WriteAllText(StateOf(name), text + "\n");

    public string PackageOf(string commit) => Path.Combine(Clone, ".packages", $"kpm-{commit}.zip");

    public string StateOf(string name) => Path.Combine(_folder, "state", name);

    public async Task<string> MustAsync(params string[] command)
    {
        var (code, said) = await Shell.RunAsync(Clone, _environment, command);
        code.Should().Be(0, said);
        return said.Trim();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<string> CommitAsync()
    {
        await MustAsync("git", "-c", "user.name=Kpm", "-c", "user.email=tests@kpm.test", "commit", "--quiet", "--allow-empty", "-m", "A commit");
        return await MustAsync("git", "rev-parse", "HEAD");
    }

    private Dictionary<string, string> With((string Name, string Value)[] variables)
    {
        var all = new Dictionary<string, string>(_environment, StringComparer.Ordinal);
        foreach (var (name, value) in variables) all[name] = value;
        return all;
    }
}
