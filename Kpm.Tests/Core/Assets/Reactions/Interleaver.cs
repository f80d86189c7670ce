using Kpm.Core.Shared;

namespace Kpm.Tests.Core.Assets.Reactions;

/// <summary>
/// Runs messages on one thread in a random but repeatable order: starts some, stops each before every access to a store, goes on
/// with any, delivers some twice, and repeats those that lost a race, as queues do.
/// </summary>
internal sealed class Interleaver(ulong seed)
{
    private const int MaximumSteps = 50_000;
    private const int MaximumRunning = 6;
    private readonly List<Func<Task>> _waiting = [];
    private readonly List<(Func<Task> Message, Task Task)> _running = [];
    private readonly List<TaskCompletionSource> _paused = [];
    private ulong _random = seed;

    public void Add(Func<Task> message)
    {
        _waiting.Add(message);
        if (Next(4) == 0) _waiting.Add(message);
    }

    public Task PauseAsync()
    {
        var pause = new TaskCompletionSource();
        _paused.Add(pause);
        return pause.Task;
    }

    /// <param name="collect">Called after each step: adds the messages that it led to.</param>
    public void Run(Action collect)
    {
        for (var step = 0; ; step++)
        {
            collect();
            if (_waiting.Count + _running.Count == 0) return;
            if (step == MaximumSteps) throw new InvalidOperationException("The messages do not come to an end.");
            if (_waiting.Count > 0 && _running.Count < MaximumRunning && (_paused.Count == 0 || Next(3) == 0)) Start();
            else Take(_paused).SetResult();
            Reap();
        }
    }

    private void Start()
    {
        var message = Take(_waiting);
        _running.Add((message, message()));
    }

    private void Reap()
    {
        foreach (var (message, task) in _running.FindAll(entry => entry.Task.IsCompleted))
        {
            if (task.Exception?.InnerException is ConcurrencyConflictException or TransientFailureException) _waiting.Add(message);
            else task.GetAwaiter().GetResult(); // complete: throws what it failed with
        }

        _running.RemoveAll(entry => entry.Task.IsCompleted);
    }

    private T Take<T>(List<T> items)
    {
        var index = Next(items.Count);
        var taken = items[index];
        items.RemoveAt(index);
        return taken;
    }

    /// <summary>SplitMix64.</summary>
    private int Next(int count)
    {
        var mixed = _random += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return (int)((mixed ^ (mixed >> 31)) % (ulong)count);
    }
}
