namespace Kpm.Local.Up;

/// <summary>Starts parts in order, watches them, and stops all of them in reverse order: when asked to, or when one ends by itself.</summary>
public sealed class PartGroup(IReadOnlyList<PartRow> rows, RunningMarks marks, TextWriter output)
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(2);
    private readonly Stack<RunningPart> _running = new();

    /// <summary>
    /// Runs until <paramref name="stop"/> (0) or until a part ends or does not come up (1); prints <paramref name="summary"/>
    /// once everything is up.
    /// </summary>
    public async Task<int> RunAsync(string summary, CancellationToken stop)
    {
        try
        {
            foreach (var row in rows)
            {
                if (!await StartAsync(row, stop)) return 1;
            }

            await output.WriteLineAsync(summary);
            await AnyExit().WaitAsync(stop);
            await NameTheDeadAsync();
            return 1;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }
        finally
        {
            await StopAsync();
        }
    }

    private async Task<bool> StartAsync(PartRow row, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var part = RunningPart.Start(row, output);
        _running.Push(part);
        marks.Add(row.Name, part.Identity);
        try
        {
            await Task.WhenAny(part.Ready, AnyExit()).WaitAsync(StartTimeout, stop);
        }
        catch (TimeoutException)
        {
            await output.WriteLineAsync($"{row.Name} did not come up within {StartTimeout.TotalSeconds:0} s; stopping everything");
            return false;
        }

        if (!part.Ready.IsCompleted)
        {
            await NameTheDeadAsync();
            return false;
        }

        await output.WriteLineAsync($"{row.Name,-11} up  {await part.Ready}");
        return true;
    }

    private Task<Task> AnyExit() => Task.WhenAny(_running.Select(part => part.Exited));

    private async Task NameTheDeadAsync()
    {
        var dead = _running.First(part => part.Exited.IsCompleted);
        await output.WriteLineAsync($"{dead.Row.Name} ended by itself with exit code {dead.ExitCode}; stopping everything");
    }

    private async Task StopAsync()
    {
        while (_running.TryPop(out var part))
        {
            await part.EndAsync();
            await output.WriteLineAsync($"{part.Row.Name,-11} stopped");
        }

        marks.Clear();
    }
}
