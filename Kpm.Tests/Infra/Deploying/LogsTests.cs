using Kpm.Tests.Local;

namespace Kpm.Tests.Infra.Deploying;

/// <summary><c>make logs</c> on this machine.</summary>
public sealed class LogsTests
{
    [Fact]
    public async Task Given_TheLogOfASystem_When_Followed_Then_ItsLinesAreShown()
    {
        var state = Directory.CreateTempSubdirectory("kpm-logs-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(state, "sinks"));
            await File.WriteAllTextAsync(Path.Combine(state, "sinks", "logs.ndjson"), "{\"line\":1}\n{\"line\":2}\n", TestContext.Current.CancellationToken);

            // It follows until somebody ends it.
            const string ReadOneLine = "exec 3< <(exec infra/deploy/logs.sh); read -r line <&3; echo \"$line\"; kill $!";
            var (code, said) = await Shell.RunAsync(LocalPart.RepositoryRoot, new Dictionary<string, string>(StringComparer.Ordinal) { ["STATE"] = state, ["LINES_BEFORE"] = "1" }, "bash", "-c", ReadOneLine);

            (code, said).Should().Be((0, "{\"line\":2}\n"));
        }
        finally
        {
            Directory.Delete(state, recursive: true);
        }
    }
}
