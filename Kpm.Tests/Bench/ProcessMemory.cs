using System.Globalization;

namespace Kpm.Tests.Bench;

/// <summary>Resident memory of a process, in MiB: https://man7.org/linux/man-pages/man5/proc.5.html.</summary>
internal static class ProcessMemory
{
    /// <summary>Lets the peak begin anew at what is resident now.</summary>
    public static void ResetPeak(int process) => File.WriteAllText($"/proc/{process}/clear_refs", "5");

    public static double Peak(int process) => Read(process, "VmHWM:");

    public static double Resident(int process) => Read(process, "VmRSS:");

    private static double Read(int process, string name)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(found => found.StartsWith(name, StringComparison.Ordinal));
        return double.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }
}
