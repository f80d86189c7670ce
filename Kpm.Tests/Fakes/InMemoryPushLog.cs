using Kpm.Core.Notifications;
using Kpm.Core.Shared;

namespace Kpm.Tests.Fakes;

/// <summary>The states of push messages in memory.</summary>
public sealed class InMemoryPushLog : IPushLog
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _sent = [];
    private readonly Dictionary<string, Timestamp> _leases = [];

    public Task<PushStart> StartAsync(string pushId, PushKind kind, Timestamp at, TimeSpan lease, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_sent.Contains(pushId)) return Task.FromResult(PushStart.AlreadySent);
            if (_leases.TryGetValue(pushId, out var until) && at < until) return Task.FromResult(PushStart.InFlight);
            _leases[pushId] = at + lease;
            return Task.FromResult(PushStart.Started);
        }
    }

    public Task MarkSentAsync(string pushId, Timestamp at, CancellationToken cancellationToken)
    {
        lock (_lock) _sent.Add(pushId);
        return Task.CompletedTask;
    }

    public Task MarkNotSentAsync(string pushId, CancellationToken cancellationToken)
    {
        lock (_lock) _leases.Remove(pushId);
        return Task.CompletedTask;
    }
}
