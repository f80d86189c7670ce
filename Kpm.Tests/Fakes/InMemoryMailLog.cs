using Kpm.Core.Notifications;
using Kpm.Core.Shared;

namespace Kpm.Tests.Fakes;

/// <summary>The states of mails in memory.</summary>
public sealed class InMemoryMailLog : IMailLog
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _sent = [];
    private readonly Dictionary<string, Timestamp> _leases = [];

    public Task<MailStart> StartAsync(string mailId, MailKind kind, Timestamp at, TimeSpan lease, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_sent.Contains(mailId)) return Task.FromResult(MailStart.AlreadySent);
            if (_leases.TryGetValue(mailId, out var until) && at < until) return Task.FromResult(MailStart.InFlight);
            _leases[mailId] = at + lease;
            return Task.FromResult(MailStart.Started);
        }
    }

    public Task MarkSentAsync(string mailId, Timestamp at, CancellationToken cancellationToken)
    {
        lock (_lock) _sent.Add(mailId);
        return Task.CompletedTask;
    }

    public Task<bool> IsSentAsync(string mailId, CancellationToken cancellationToken)
    {
        lock (_lock) return Task.FromResult(_sent.Contains(mailId));
    }

    public Task MarkNotSentAsync(string mailId, CancellationToken cancellationToken)
    {
        lock (_lock) _leases.Remove(mailId);
        return Task.CompletedTask;
    }
}
