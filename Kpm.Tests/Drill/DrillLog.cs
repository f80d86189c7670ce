using System.Diagnostics;
using System.Globalization;

namespace Kpm.Tests.Drill;

/// <summary>Tells the drill, step by step, and knows what failed.</summary>
internal sealed class DrillLog(TextWriter output)
{
    private const int Enough = 300;
    private readonly List<string> _failed = [];
    private readonly List<string> _notes = [];

    public IReadOnlyList<string> Failed => _failed;

    public void Title(string text) => output.WriteLine($"\n{text}");

    /// <summary>Told below the step that is under way.</summary>
    public void Note(string text) => _notes.Add(text);

    /// <summary>Runs a step of which nothing else depends: what fails is told, and the drill goes on.</summary>
    public async Task CheckAsync(string what, Func<Task> runAsync)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            await runAsync();
            Tell("ok  ", what, started);
        }
        catch (Exception wrong) when (wrong is not OutOfMemoryException)
        {
            _failed.Add(what);
            var why = wrong.Message.ReplaceLineEndings(" ");
            Note(why.Length > Enough ? $"{why[..Enough]} ..." : why);
            Tell("FAIL", what, started);
        }
    }

    /// <summary>Runs a step without which there is no next one.</summary>
    public async Task<T> DoAsync<T>(string what, Func<Task<T>> runAsync)
    {
        var started = Stopwatch.GetTimestamp();
        var done = await runAsync();
        Tell("done", what, started);
        return done;
    }

    public Task DoAsync(string what, Func<Task> runAsync) => DoAsync(what, async () =>
    {
        await runAsync();
        return true;
    });

    private void Tell(string outcome, string what, long started)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{outcome}  {what} ({Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s)"));
        foreach (var note in _notes) output.WriteLine($"      {note}");
        _notes.Clear();
    }
}
