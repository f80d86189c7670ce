namespace Kpm.Local.FunctionsHost.Worker;

/// <summary>Keeps one worker running: starts it, starts it again when it is lost, drains and ends it.</summary>
internal sealed class WorkerSupervisor(WorkerStarter starter, LeftoverWorker leftover, HostOptions options, TimeProvider time, IHostApplicationLifetime lifetime) : IDisposable
{
    private static readonly TimeSpan ReadyTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(25);
    private readonly CrashLimit _crashes = new(options.MaxCrashes, time);
    private readonly CancellationTokenSource _stopping = new();
    private volatile TaskCompletionSource<RunningWorker> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _supervision = Task.CompletedTask;
    private int _restarts;

    public RunningWorker? Current => _ready.Task.IsCompletedSuccessfully ? _ready.Task.Result : null;

    public int Restarts => Volatile.Read(ref _restarts);

    public bool IsStopping => _stopping.IsCancellationRequested;

    /// <summary>True when the worker crashed too often and the host ends because of it.</summary>
    public bool GaveUp { get; private set; }

    /// <summary>Starts the first worker. One that never came up is not started again: its failure is thrown.</summary>
    public async Task<RunningWorker> StartAsync()
    {
        await leftover.EndAsync();
        var worker = await starter.StartAsync();
        _ready.SetResult(worker);
        _supervision = SuperviseAsync(worker);
        return worker;
    }

    /// <summary>The worker, after waiting out a restart.</summary>
    /// <exception cref="TimeoutException">There is none within 30 s, or the host is stopping.</exception>
    public async Task<RunningWorker> ReadyAsync(CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        while (!IsStopping && ReadyTimeout - time.GetElapsedTime(started) is { Ticks: > 0 } left)
        {
            var worker = await _ready.Task.WaitAsync(left, time, cancellation);
            if (!worker.Connection.Closed.IsCompleted) return worker;
            await Task.Delay(PollInterval, time, cancellation); // lost, and not replaced yet
        }

        throw new TimeoutException("There is no worker.");
    }

    /// <summary>Takes no new invocation, waits for the running ones, ends the worker.</summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        if (Current is { } worker)
        {
            var started = time.GetTimestamp();
            while (worker.Connection is { InFlight: > 0, Closed.IsCompleted: false } && time.GetElapsedTime(started) < DrainTimeout)
                await Task.Delay(PollInterval, time);
            await worker.TerminateAsync();
        }

        await _supervision;
        _ready.TrySetException(new TimeoutException("The host is stopping.")); // for requests that wait out a restart
        leftover.Forget();
    }

    public void Dispose() => _stopping.Dispose();

    private async Task SuperviseAsync(RunningWorker worker)
    {
        while (true)
        {
            await worker.Connection.Closed;
            if (IsStopping) return;
            _ready = new TaskCompletionSource<RunningWorker>(TaskCreationOptions.RunContinuationsAsynchronously);
            await worker.WaitUntilGoneAsync();
            await Console.Error.WriteLineAsync($"worker {worker.Process.Id} is lost");
            if (await StartAgainAsync() is not { } next) return;
            worker = next;
            Interlocked.Increment(ref _restarts);
            _ready.SetResult(worker);
        }
    }

    /// <summary>Null when the host stops meanwhile or gives up.</summary>
    private async Task<RunningWorker?> StartAgainAsync()
    {
        while (!IsStopping && _crashes.Crashed() is { } delay)
        {
            try
            {
                await Task.Delay(delay, time, _stopping.Token);
                var worker = await starter.StartAsync();
                if (!IsStopping) return worker;
                await worker.TerminateAsync();
            }
            catch (OperationCanceledException)
            {
                return null;
            }
            catch (Exception failure) when (failure is WorkerLostException or TimeoutException or InvalidOperationException)
            {
                await Console.Error.WriteLineAsync($"the worker did not start: {failure.Message}");
            }
        }

        if (IsStopping) return null;
        await Console.Error.WriteLineAsync("the worker crashed too often: giving up");
        GaveUp = true;
        lifetime.StopApplication();
        return null;
    }
}
