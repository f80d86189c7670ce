using System.Collections.Concurrent;
using Kpm.Local.ServiceBus.Storage;

namespace Kpm.Local.ServiceBus;

/// <summary>
/// The one thread that changes queues, so nothing in them needs a lock. Commands that wait together share one
/// transaction (group commit); what a command promises to a client is said only after the commit. Each turn runs commands,
/// <c>tick</c> (does what is due, given the time), the commit, what waits for the commit, and <c>dispatch</c> (sends
/// messages to receivers). <c>nextDue</c> says when <c>tick</c> must run again at the latest.
/// </summary>
internal sealed class Engine(MessageStore store, TimeProvider clock, Action<DateTime> tick, Action dispatch, Func<DateTime?> nextDue)
{
    private const int CommandsPerTurn = 2000;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    private readonly BlockingCollection<Action> _commands = [];
    private readonly List<Action> _afterCommit = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the engine has stopped; fails when it could not go on, for instance because the disk is full.</summary>
    public Task Ended => _ended.Task;

    public void Start() => new Thread(Run) { Name = "service-bus-engine", IsBackground = true }.Start();

    /// <summary>Lets the engine finish what it was given and end.</summary>
    public void Stop() => _commands.CompleteAdding();

    /// <summary>Queues a command for the engine's thread. A command that throws ends the engine: it refuses by answering.</summary>
    public void Post(Action command)
    {
        try
        {
            _commands.Add(command);
        }
        catch (InvalidOperationException)
        {
            // The broker is stopping: as if it had stopped a moment before.
        }
    }

    /// <summary>Runs a question on the engine's thread.</summary>
    public Task<T> AskAsync<T>(Func<T> question)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() => answer.SetResult(question()));
        return answer.Task;
    }

    /// <summary>To be called by a command: what must not happen before the command's changes are durable.</summary>
    public void AfterCommit(Action action) => _afterCommit.Add(action);

    private void Run()
    {
        try
        {
            while (!_commands.IsCompleted) Turn();
            _ended.SetResult();
        }
        catch (Exception failure)
        {
            _ended.SetException(failure);
        }
    }

    private void Turn()
    {
        if (_commands.TryTake(out var command, Wait()))
        {
            var count = 0;
            do command();
            while (++count < CommandsPerTurn && _commands.TryTake(out command));
        }

        tick(clock.GetUtcNow().UtcDateTime);
        store.Commit();
        foreach (var action in _afterCommit) Tell(action);
        _afterCommit.Clear();
        dispatch();
        store.Commit();
    }

    /// <summary>A client that has gone cannot be told, and that concerns nobody else.</summary>
    private static void Tell(Action action)
    {
        try
        {
            action();
        }
        catch (Exception failure)
        {
            Diagnostics.Report("answer", failure);
        }
    }

    private TimeSpan Wait()
    {
        if (nextDue() is not { } due) return LongestWait;
        var wait = due - clock.GetUtcNow().UtcDateTime;
        return wait < ShortestWait ? ShortestWait : wait > LongestWait ? LongestWait : wait;
    }
}
