using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Kpm.Local.Hosting;

/// <summary>
/// Names one process for good: its id together with its start time, because ids are used again. Written to a file, it lets the next start
/// find what an earlier, killed one left running.
/// </summary>
public sealed record ProcessIdentity(int Id, long StartTicks)
{
    // The start time is computed from the boot time, which two readers may round differently.
    private const long Tolerance = 2 * TimeSpan.TicksPerSecond;

    /// <summary>The identity of a running process; null when it has ended, or belongs to somebody else.</summary>
    public static ProcessIdentity? Of(Process process)
    {
        try
        {
            return new ProcessIdentity(process.Id, process.StartTime.ToUniversalTime().Ticks);
        }
        catch (Exception gone) when (gone is InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }

    /// <summary>What <see cref="ToString"/> wrote, or null for any other text, such as a crash leaves.</summary>
    public static ProcessIdentity? Parse(string text)
    {
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length == 2
            && int.TryParse(fields[0], CultureInfo.InvariantCulture, out var id)
            && long.TryParse(fields[1], CultureInfo.InvariantCulture, out var ticks)
            ? new ProcessIdentity(id, ticks)
            : null;
    }

    /// <summary>What a file holds; null when there is none.</summary>
    public static ProcessIdentity? Read(string path) => File.Exists(path) ? Parse(File.ReadAllText(path)) : null;

    /// <summary>The process, when it still runs and is the same one.</summary>
    public Process? FindRunning()
    {
        try
        {
            var process = Process.GetProcessById(Id);
            if (Of(process) is { } found && Math.Abs(found.StartTicks - StartTicks) < Tolerance) return process;
            process.Dispose();
        }
        catch (ArgumentException)
        {
            // There is no process with this id.
        }

        return null;
    }

    public void Write(string path) => File.WriteAllText(path, ToString());

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Id} {StartTicks}");
}
