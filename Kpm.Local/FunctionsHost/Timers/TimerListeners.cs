using System.Text.Json.Nodes;
using Kpm.Local.FunctionsHost.Rpc;
using Kpm.Local.FunctionsHost.Worker;

namespace Kpm.Local.FunctionsHost.Timers;

/// <summary>Fires the timer functions by their schedules. A run that takes longer than its interval delays the next one.</summary>
internal sealed class TimerListeners(FunctionInvoker invoker, AppSettings settings, TimeProvider time) : IDisposable
{
    // A single delay cannot be longer than 49 days.
    private static readonly TimeSpan LongestStep = TimeSpan.FromHours(1);
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Task> _loops = [];

    /// <exception cref="InvalidDataException">A schedule cannot be read or names a setting that does not exist.</exception>
    public void Start(IEnumerable<FunctionDefinition> functions)
    {
        foreach (var function in functions.Where(f => f.TriggerType == FunctionDefinition.Timer && !IsDisabled(f)))
        {
            var expression = (string)function.Trigger["schedule"]!;
            var resolved = settings.Resolve(expression) ?? throw new InvalidDataException($"{function.Name}: '{expression}' names a setting that does not exist.");
            _loops.Add(RunAsync(function, TimerSchedule.Parse(resolved)));
        }
    }

    /// <summary>Fires no more; runs that have begun are the worker's to finish.</summary>
    public Task StopAsync() => _stopping.CancelAsync();

    /// <summary>Runs a timer function once; null on success, else its exception.</summary>
    public Task<RpcException?> FireAsync(FunctionDefinition function, DateTime? last = null, DateTime? next = null)
    {
        var status = last is null ? null : new JsonObject { ["Last"] = last, ["Next"] = next, ["LastUpdated"] = last };
        var timer = new JsonObject
        {
            ["Schedule"] = new JsonObject { ["AdjustForDST"] = true },
            ["ScheduleStatus"] = status,
            ["IsPastDue"] = false,
        };
        return invoker.InvokeAsync(new Invocation(function, new TypedData { Json = timer.ToJsonString() }, new Dictionary<string, TypedData>()));
    }

    public void Dispose() => _stopping.Dispose();

    private async Task RunAsync(FunctionDefinition function, TimerSchedule schedule)
    {
        try
        {
            if ((bool?)function.Trigger["runOnStartup"] == true) await TryFireAsync(function, null, null);
            DateTime? last = null;
            while (true)
            {
                var due = schedule.Next(Now());
                await WaitUntilAsync(due);
                await TryFireAsync(function, last ?? due, schedule.Next(due));
                last = due;
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    /// <summary>By a setting, whose name has dots, or on Linux underscores: https://learn.microsoft.com/azure/azure-functions/disable-function. It can still be fired by hand.</summary>
    private bool IsDisabled(FunctionDefinition function) =>
        IsTrue($"AzureWebJobs.{function.Name}.Disabled") || IsTrue($"AzureWebJobs__{function.Name}__Disabled");

    private bool IsTrue(string setting) => string.Equals(settings.Find(setting), "true", StringComparison.OrdinalIgnoreCase);

    private DateTime Now() => time.GetUtcNow().UtcDateTime;

    private async Task WaitUntilAsync(DateTime due)
    {
        while (due - Now() is { Ticks: > 0 } left)
            await Task.Delay(left < LongestStep ? left : LongestStep, time, _stopping.Token);
    }

    private async Task TryFireAsync(FunctionDefinition function, DateTime? last, DateTime? next)
    {
        try
        {
            if (await FireAsync(function, last, next) is { } failure) InvocationOutcome.Print(function, failure.Type);
        }
        catch (Exception missed) when (missed is WorkerLostException or TimeoutException)
        {
            InvocationOutcome.Print(function, "the worker is lost"); // the schedule goes on
        }
    }
}
