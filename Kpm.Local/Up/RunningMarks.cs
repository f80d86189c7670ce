using System.Diagnostics;
using Kpm.Local.Hosting;

namespace Kpm.Local.Up;

/// <summary>The file that names the processes of a running <c>up</c>, so that the next one can end what a killed one left.</summary>
public sealed class RunningMarks(string dataFolder)
{
    private readonly string _file = Path.Combine(dataFolder, "up.pids");

    public void Add(string name, ProcessIdentity? process)
    {
        if (process is null) return;
        Directory.CreateDirectory(dataFolder);
        File.AppendAllText(_file, $"{name} {process}\n");
    }

    public void Clear() => File.Delete(_file);

    /// <summary>Ends what still runs of an earlier instance, its own <c>up</c> first, and names each.</summary>
    public async Task EndLeftoversAsync(TextWriter output)
    {
        foreach (var (name, process) in Leftovers())
        {
            await output.WriteLineAsync($"ending {name} (process {process.Id}) of an earlier start");
            await ChildProcess.EndAsync(process);
            process.Dispose();
        }

        Clear();
    }

    private IEnumerable<(string Name, Process Process)> Leftovers()
    {
        if (!File.Exists(_file)) yield break;
        var lines = File.ReadAllLines(_file);
        foreach (var line in lines.Take(1).Concat(lines.Skip(1).Reverse()))
        {
            // Looked up one by one: ending the first, an `up`, ends its parts too. Then callers before what they call.
            if (line.Split(' ', 2) is [var name, var mark] && ProcessIdentity.Parse(mark)?.FindRunning() is { } process) yield return (name, process);
        }
    }
}
