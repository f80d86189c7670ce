using System.Diagnostics;
using Kpm.Local.Hosting;

namespace Kpm.Tests.Local.Hosting;

/// <summary>Runs a part whose end matters to the test: its exit code, its errors, the program that it started.</summary>
public static class PartRun
{
    /// <summary>Runs a part that is expected to end by itself.</summary>
    public static async Task<(int ExitCode, string Error)> ToEndAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, error.Trim());
    }

    /// <summary>Runs a part until it is ready, sends SIGTERM and answers its exit code.</summary>
    public static async Task<int> TerminatedWhenReadyAsync(Func<Task> whenReady, params string[] arguments)
    {
        using var process = Start(arguments);
        string? line;
        do line = await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60));
        while (line?.StartsWith("ready ", StringComparison.Ordinal) == false);
        await whenReady();
        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString()])) await kill.WaitForExitAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        return process.ExitCode;
    }

    /// <summary>The id of the program that a part started, from its note in the part's folder.</summary>
    public static int ChildId(string folder, string part) => ProcessIdentity.Read(Path.Combine(folder, $"{part}.pid"))!.Id;

    public static bool IsRunning(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static Process Start(string[] arguments) =>
        Process.Start(new ProcessStartInfo("dotnet", [LocalPart.Assembly, .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
}
