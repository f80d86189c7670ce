using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Kpm.Local.Up;

/// <summary>How <c>up</c> starts and ends processes of the operating system.</summary>
internal static class ChildProcess
{
    private const int Terminate = 15;
    private const string SetSid = "/usr/bin/setsid";
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(40);

    // What programs need to run; everything else in the environment may be a secret of the caller.
    private static readonly string[] Inherited = ["PATH", "HOME", "USER", "TMPDIR", "TZ", "LANG", "LC_ALL", "DOTNET_ROOT", "DOTNET_CLI_HOME", "NUGET_PACKAGES"];

    /// <summary>Starts the command in a session of its own, so that Ctrl-C in the terminal reaches <c>up</c> alone, which stops parts in order.</summary>
    public static Process Start(PartRow row)
    {
        IEnumerable<string> command = File.Exists(SetSid) ? [SetSid, .. row.Command] : row.Command;
        var start = new ProcessStartInfo(command.First(), command.Skip(1)) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        foreach (var name in Inherited)
        {
            if (Environment.GetEnvironmentVariable(name) is { } value) start.Environment[name] = value;
        }

        foreach (var (name, value) in row.Settings) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Asks the process to end (SIGTERM), waits, and ends it and all it started when it does not.</summary>
    public static async Task EndAsync(Process process)
    {
        if (process.HasExited) return;
        if (Kill(process.Id, Terminate) == 0) await Task.WhenAny(ExitAsync(process), Task.Delay(Grace));
        if (process.HasExited) return;
        process.Kill(entireProcessTree: true);
        await ExitAsync(process);
    }

    /// <summary>
    /// Done when the process has ended. <see cref="Process.WaitForExitAsync"/> would also wait for the end of its output,
    /// which a surviving child of it holds open.
    /// </summary>
    public static Task ExitAsync(Process process)
    {
        var exited = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.Exited += (_, _) => exited.TrySetResult();
        process.EnableRaisingEvents = true;
        if (process.HasExited) exited.TrySetResult();
        return exited.Task;
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int pid, int signal);
}
