using System.Runtime.InteropServices;

namespace Kpm.Local.Hosting;

/// <summary>SIGTERM, which the base class library can receive but not send.</summary>
internal static class TerminationSignal
{
    private const int Sigterm = 15;

    /// <summary>False where the system has no signals or the process is gone.</summary>
    public static bool TrySend(int processId) => !OperatingSystem.IsWindows() && Kill(processId, Sigterm) == 0;

#pragma warning disable SYSLIB1054 // a generated import would need unsafe code in the whole project
    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);
#pragma warning restore SYSLIB1054
}
