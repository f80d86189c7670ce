using System.Diagnostics;
using Kpm.Local.Hosting;

namespace Kpm.Local.Up;

/// <summary>A part that <c>up</c> has started. Its lines are passed on with its name in front; its ready line is kept.</summary>
internal sealed class RunningPart
{
    private static readonly TimeSpan LastLines = TimeSpan.FromSeconds(10);
    private readonly TaskCompletionSource<string> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process _process;
    private readonly TextWriter _output;

    private RunningPart(PartRow row, Process process, TextWriter output)
    {
        Row = row;
        _process = process;
        _output = output;
        process.OutputDataReceived += (_, line) => Pass(line.Data);
        process.ErrorDataReceived += (_, line) => Pass(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Exited = ExitAsync();
    }

    public PartRow Row { get; }

    /// <summary>The address in the part's ready line.</summary>
    public Task<string> Ready => _ready.Task;

    /// <summary>Done when the process has ended and its last lines were passed on.</summary>
    public Task Exited { get; }

    public int ExitCode => _process.ExitCode;

    public ProcessIdentity? Identity => ProcessIdentity.Of(_process);

    public static RunningPart Start(PartRow row, TextWriter output) => new(row, ChildProcess.Start(row), output);

    public Task EndAsync() => ChildProcess.EndAsync(_process);

    /// <summary>Waits for the output to end only once it is being read, and not for ever: a surviving child may hold it open.</summary>
    private async Task ExitAsync()
    {
        await ChildProcess.ExitAsync(_process);
        await Task.WhenAny(_process.WaitForExitAsync(), Task.Delay(LastLines));
    }

    private void Pass(string? line)
    {
        if (line is null) return;
        if (line.Split(' ') is ["ready", _, var address]) _ready.TrySetResult(address);
        else _output.WriteLine($"{Row.Name,-11} | {line}");
    }
}
