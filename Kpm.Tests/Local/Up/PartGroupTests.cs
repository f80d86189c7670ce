using Kpm.Local.Up;

namespace Kpm.Tests.Local.Up;

/// <summary>Order and outcome, with shell scripts in place of the parts. Each script notes its start and its stop.</summary>
public sealed class PartGroupTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly string _folder = Directory.CreateTempSubdirectory("kpm-up-").FullName;
    private readonly LockedWriter _output = new LockedWriter();

    private string Journal => Path.Combine(_folder, "journal");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Given_ThreeParts_When_Stopped_Then_TheyEndInReverseOrderAndNothingIsLeft()
    {
        using var stop = new CancellationTokenSource();
        var run = Run([Part("a"), Part("b"), Part("c")], stop.Token);
        await UntilAsync(() => Output().Contains("all up"));
        await stop.CancelAsync();
        (await run.WaitAsync(Patience)).Should().Be(0);
        (await File.ReadAllLinesAsync(Journal)).Should().Equal("start a", "start b", "start c", "stop c", "stop b", "stop a");
        File.Exists(Path.Combine(_folder, "up.pids")).Should().BeFalse();
    }

    [Fact]
    public async Task Given_RunningParts_When_OneEndsByItself_Then_ItIsNamedAndTheOthersStop()
    {
        var run = Run([Part("a"), Part("b", "while [ ! -e go ]; do sleep 0.05; done; exit 7"), Part("c")], CancellationToken.None);
        await UntilAsync(() => Output().Contains("all up"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "go"), "");
        (await run.WaitAsync(Patience)).Should().Be(1);
        Output().Should().Contain("b ended by itself with exit code 7");
        (await File.ReadAllLinesAsync(Journal)).Should().Equal("start a", "start b", "start c", "stop c", "stop a");
    }

    [Fact]
    public async Task Given_APartThatDoesNotComeUp_When_Started_Then_ItIsNamedAndLaterOnesAreNotStarted()
    {
        var failing = new PartRow("b", [], ["sh", "-c", "echo broken >&2; exit 3"]);
        (await Run([Part("a"), failing, Part("c")], CancellationToken.None).WaitAsync(Patience)).Should().Be(1);
        Output().Should().Contain("b           | broken").And.Contain("b ended by itself with exit code 3").And.NotContain("all up");
        (await File.ReadAllLinesAsync(Journal)).Should().Equal("start a", "stop a");
    }

    [Fact]
    public async Task Given_ASecretInTheEnvironment_When_APartStarts_Then_ItGetsOnlyItsSettings()
    {
        Environment.SetEnvironmentVariable("KPM_TEST_SECRET", "secret");
        var row = new PartRow("a", [], ["sh", "-c", "env; exit 0"], new Dictionary<string, string> { ["KPM_TEST_SETTING"] = "setting" });
        await Run([row], CancellationToken.None).WaitAsync(Patience);
        Output().Should().Contain("KPM_TEST_SETTING=setting").And.Contain("PATH=").And.NotContain("KPM_TEST_SECRET");
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var timeout = new CancellationTokenSource(Patience);
        while (!condition()) await Task.Delay(20, timeout.Token);
    }

    private Task<int> Run(PartRow[] rows, CancellationToken stop) =>
        new PartGroup(rows, new RunningMarks(_folder), _output).RunAsync("all up", stop);

    private PartRow Part(string name, string work = "while :; do sleep 0.05; done") => new(name, [], ["sh", "-c",
        $"cd '{_folder}'; trap 'echo stop {name} >> journal; exit 0' TERM; echo start {name} >> journal; echo ready {name} http://{name}; {work}"]);

    private string Output() => _output.ToString();

    /// <summary>Collects lines of several parts at once and can be read meanwhile.</summary>
    private sealed class LockedWriter : StringWriter
    {
        private readonly Lock _lock = new();

        public override void WriteLine(string? value)
        {
            lock (_lock) base.WriteLine(value);
        }

        public override Task WriteLineAsync(string? value)
        {
            WriteLine(value);
            return Task.CompletedTask;
        }

        public override string ToString()
        {
            lock (_lock) return base.ToString();
        }
    }
}
