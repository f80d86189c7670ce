using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace Kpm.Local.Hosting;

/// <summary>Names one process for good: ids are reused, an id with its start time is not.</summary>
public sealed record ProcessIdentity(int Id, DateTime StartTime)
{
    // The start time is derived from the boot time, which the system rounds differently from one process to the next.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    /// <summary>The identity of a running process; null when it has ended.</summary>
    public static ProcessIdentity? Of(Process process)
    {
        try
        {
            return new ProcessIdentity(process.Id, process.StartTime.ToUniversalTime());
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            return null; // it ended, or it belongs to somebody else
        }
    }

    /// <summary>What the file holds; null when there is none or a crash left it unreadable.</summary>
    public static ProcessIdentity? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<ProcessIdentity>(File.ReadAllText(path));
        }
        catch (Exception e) when (e is FileNotFoundException or JsonException)
        {
            return null;
        }
    }

    public void Write(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this));

    /// <summary>The process, if it still runs.</summary>
    public Process? FindRunning()
    {
        try
        {
            var process = Process.GetProcessById(Id);
            if (Of(process) is { } found && (found.StartTime - StartTime).Duration() <= Tolerance) return process;
            process.Dispose();
        }
        catch (ArgumentException)
        {
            // No process has this id.
        }

        return null;
    }
}
