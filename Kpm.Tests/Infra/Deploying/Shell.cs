using System.Diagnostics;

namespace Kpm.Tests.Infra.Deploying;

/// <summary>Runs a program to its end.</summary>
internal static class Shell
{
    /// <param name="folder">Where it runs.</param>
    /// <param name="environment">Variables beside those of the tests.</param>
    /// <param name="command">The program and its arguments.</param>
    public static async Task<(int Code, string Said)> RunAsync(string folder, IReadOnlyDictionary<string, string> environment, params string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await errors);
    }
}
