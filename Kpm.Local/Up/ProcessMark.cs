using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Kpm.Local.Up;

/// <summary>
/// Names one process for good: its id together with its start time, because ids are used again.
/// Written to a file, it lets the next start find what an earlier, killed one left running.
/// </summary>
public sealed record ProcessMark(int Id, long StartTicks)
{
    // The start time is computed from the boot time, which two readers may round differently.
    private const long Tolerance = 2 * TimeSpan.TicksPerSecond;

    public static ProcessMark Of(Process process) => new(process.Id, process.StartTime.ToUniversalTime().Ticks);

    /// <summary>The mark that <see cref="ToString"/> wrote, or null for any other text.</summary>
    public static ProcessMark? Parse(string text)
    {
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length == 2
            && int.TryParse(fields[0], CultureInfo.InvariantCulture, out var id)
            && long.TryParse(fields[1], CultureInfo.InvariantCulture, out var ticks)
            ? new ProcessMark(id, ticks)
            : null;
    }

    /// <summary>The process, when it still runs and is the same one.</summary>
    public Process? Find()
    {
        try
        {
            var process = Process.GetProcessById(Id);
            if (Math.Abs(Of(process).StartTicks - StartTicks) < Tolerance) return process;
            process.Dispose();
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or Win32Exception)
        {
        }

        return null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Id} {StartTicks}");
}
