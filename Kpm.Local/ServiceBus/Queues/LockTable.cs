namespace Kpm.Local.ServiceBus.Queues;

/// <summary>The peek-locks of one queue, all of the same length.</summary>
internal sealed class LockTable(TimeProvider clock, TimeSpan duration)
{
    private readonly Dictionary<Guid, BrokerMessage> _locked = [];

    // All locks are equally long, so they end in the order they were taken; renewed and settled ones leave a stale entry.
    private readonly Queue<(Guid Token, DateTime Until)> _ends = new();

    public int Count => _locked.Count;

    /// <summary>When <see cref="TakeExpired"/> has something to look at.</summary>
    public DateTime? NextEnd => _ends.TryPeek(out var first) ? first.Until : null;

    public void Lock(BrokerMessage message)
    {
        var token = Guid.NewGuid();
        message.LockToken = token;
        _locked[token] = message;
        Extend(message, token);
    }

    /// <summary>The new end of the lock.</summary>
    /// <exception cref="BrokerException">The lock was lost.</exception>
    public DateTime Renew(Guid token)
    {
        Extend(Held(token), token);
        return _locked[token].LockedUntil;
    }

    /// <summary>Ends the lock and hands out its message for settlement.</summary>
    /// <exception cref="BrokerException">The lock was lost.</exception>
    public BrokerMessage Take(Guid token)
    {
        var message = Held(token);
        Unlock(message);
        return message;
    }

    /// <summary>Ends the lock; null when it no longer exists.</summary>
    public BrokerMessage? TryTake(Guid token)
    {
        if (!_locked.TryGetValue(token, out var message)) return null;
        Unlock(message);
        return message;
    }

    /// <summary>Ends every lock whose time is over.</summary>
    public IEnumerable<BrokerMessage> TakeExpired(DateTime now)
    {
        while (_ends.TryPeek(out var first) && first.Until <= now)
        {
            _ends.Dequeue();
            if (!_locked.TryGetValue(first.Token, out var message) || message.LockedUntil > now) continue;
            Unlock(message);
            yield return message;
        }
    }

    private BrokerMessage Held(Guid token) =>
        _locked.TryGetValue(token, out var message) && message.LockedUntil > clock.GetUtcNow().UtcDateTime ? message : throw BrokerException.LockLost();

    private void Extend(BrokerMessage message, Guid token)
    {
        message.LockedUntil = clock.GetUtcNow().UtcDateTime + duration;
        _ends.Enqueue((token, message.LockedUntil));
    }

    private void Unlock(BrokerMessage message)
    {
        _locked.Remove(message.LockToken!.Value);
        message.LockToken = null;
        message.LockedUntil = default;
    }
}
