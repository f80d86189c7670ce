using System.Diagnostics;

namespace Kpm.Local.Hosting;

/// <summary>
/// A program that a part starts and answers for. Its output is dropped unless somebody wants it. It is ended together with the part; if the part was killed,
/// the next start ends what was left over, which it knows from a file that holds process id and start time.
/// </summary>
public sealed class SupervisedProcess : IAsyncDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(10);
    private readonly Process _process;
    private readonly string _pidFile;

    private SupervisedProcess(Process process, string pidFile) => (_process, _pidFile) = (process, pidFile);

    public int Id => _process.Id;

    /// <summary>Starts the program; what a killed part left over must have been ended before (<see cref="EndLeftoverAsync"/>).</summary>
    /// <param name="start">Program, arguments and working folder.</param>
    /// <param name="pidFile">Where the process is noted while it runs.</param>
    /// <param name="onLine">Is given each line that the program prints.</param>
    public static SupervisedProcess Start(ProcessStartInfo start, string pidFile, Action<string>? onLine = null)
    {
        start.UseShellExecute = false;
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} could not be started.");
        ProcessIdentity.Of(process)?.Write(pidFile);
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is { } text) onLine?.Invoke(text);
        };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new SupervisedProcess(process, pidFile);
    }

    /// <summary>Ends the process that the file names if it still runs; a process that merely reused the id is left alone.</summary>
    public static async Task EndLeftoverAsync(string pidFile)
    {
        using var leftover = ProcessIdentity.Read(pidFile)?.FindRunning();
        if (leftover is not null) await EndAsync(leftover);
        File.Delete(pidFile);
    }

    /// <summary>Waits until <paramref name="probe"/> says that the program answers.</summary>
    /// <exception cref="InvalidOperationException">The program ended first.</exception>
    /// <exception cref="TimeoutException">It did not answer in time.</exception>
    public async Task WaitUntilReadyAsync(Func<CancellationToken, Task<bool>> probe, TimeSpan timeout, CancellationToken cancellation)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timer.CancelAfter(timeout);
        while (!_process.HasExited)
        {
            try
            {
                if (await probe(timer.Token)) return;
                await Task.Delay(TimeSpan.FromMilliseconds(50), timer.Token);
            }
            catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
            {
                throw new TimeoutException($"{_process.StartInfo.FileName} did not answer within {timeout.TotalSeconds:F0} s.", e);
            }
        }

        throw new InvalidOperationException($"{_process.StartInfo.FileName} ended with code {_process.ExitCode}.");
    }

    /// <summary>Completes when the program ends by itself.</summary>
    public Task WaitForExitAsync(CancellationToken cancellation) => _process.WaitForExitAsync(cancellation);

    /// <summary>Ends the program: SIGTERM, so that it can save its state; SIGKILL for it and its children if that does not help.</summary>
    public async ValueTask DisposeAsync()
    {
        await EndAsync(_process);
        _process.Dispose();
        File.Delete(_pidFile);
    }

    private static async Task EndAsync(Process process)
    {
        if (process.HasExited || (TerminationSignal.TrySend(process.Id) && await ExitsInTimeAsync(process))) return;
        process.Kill(entireProcessTree: true);
        await ExitsInTimeAsync(process);
    }

    private static async Task<bool> ExitsInTimeAsync(Process process)
    {
        using var timer = new CancellationTokenSource(StopTimeout);
        try
        {
            await process.WaitForExitAsync(timer.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
