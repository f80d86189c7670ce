using Kpm.Local.ServiceBus.Storage;

namespace Kpm.Local.ServiceBus.Queues;

/// <summary>
/// One queue, or the dead-letter queue of one. Holds every message in memory and writes each change to the store.
/// Not safe for several threads: only the engine's thread touches it. A dead-letter queue has no dead-letter queue itself.
/// </summary>
internal sealed partial class Queue(string path, QueueSettings settings, Queue? deadLetterQueue, MessageStore store, SequenceNumbers sequence, TimeProvider clock)
{
    private readonly SortedDictionary<long, BrokerMessage> _messages = [];
    private readonly SortedSet<long> _available = [];
    private readonly PriorityQueue<long, DateTime> _scheduled = new();
    private readonly LockTable _locks = new(clock, settings.Lock);
    private readonly List<IReceiver> _receivers = [];
    private int _lastServed;

    public string Path { get; } = path;

    public Queue? DeadLetterQueue { get; } = deadLetterQueue;

    public DuplicateHistory Duplicates { get; } = new(path, settings.DuplicateWindow, store);

    public Disturbance Disturbance { get; set; } = Disturbance.None;

    public IReadOnlyCollection<BrokerMessage> Messages => _messages.Values;

    /// <summary>When <see cref="Tick"/> has something to do next; null when nothing waits for a time.</summary>
    public DateTime? NextDue
    {
        get
        {
            DateTime? scheduled = _scheduled.TryPeek(out _, out var due) ? due : null;
            return _locks.NextEnd is { } end && (scheduled is null || end < scheduled) ? end : scheduled;
        }
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Takes in a stored message when the broker starts.</summary>
    public void Restore(BrokerMessage message)
    {
        _messages[message.SequenceNumber] = message;
        if (message.State == MessageState.Active) _available.Add(message.SequenceNumber);
        if (message.State == MessageState.Scheduled) _scheduled.Enqueue(message.SequenceNumber, message.DueAt);
    }

    /// <summary>Stores a message and returns its sequence number. A duplicate is accepted and dropped: the first one's number is returned.</summary>
    public long Send(IncomingMessage incoming)
    {
        var now = Now;
        Duplicates.Forget(now);
        if (Duplicates.Find(incoming.MessageId) is { } first) return first;

        var number = sequence.Next();
        Duplicates.Remember(incoming.MessageId, number, now);
        var due = incoming.ScheduledFor is { } at && at > now ? at : Disturbance.DueAfter(now);
        var message = new BrokerMessage
        {
            SequenceNumber = number,
            EnqueuedSequenceNumber = number,
            State = due is null ? MessageState.Active : MessageState.Scheduled,
            EnqueuedAt = now,
            DueAt = due ?? DateTime.MinValue,
            ExpiresAt = incoming.TimeToLive is { } ttl ? (due ?? now) + ttl : DateTime.MaxValue,
            Encoded = incoming.Encoded,
        };
        store.Save(Path, message);
        Restore(message);
        return number;
    }

    /// <exception cref="BrokerException">There is no scheduled message with that number (any more).</exception>
    public void CancelScheduled(long sequenceNumber)
    {
        if (!_messages.TryGetValue(sequenceNumber, out var message) || message.State != MessageState.Scheduled)
            throw BrokerException.MessageNotFound(sequenceNumber);
        Remove(message);
    }

    public void Complete(Guid token)
    {
        var message = _locks.Take(token);
        if (Disturbance.ComesAgain()) MakeAvailable(message);
        else Remove(message);
    }

    /// <summary>Makes the message available again at once; counts as a failed delivery.</summary>
    public void Abandon(Guid token, IReadOnlyDictionary<string, object>? changes)
    {
        var message = _locks.Take(token);
        Change(message, changes);
        CountFailure(message);
    }

    /// <summary>Makes the message available again; does not count, and a lost lock is no error.</summary>
    public void Release(Guid token)
    {
        if (_locks.TryTake(token) is { } message) MakeAvailable(message);
    }

    public void DeadLetter(Guid token, IReadOnlyDictionary<string, object>? changes) => MoveToDeadLetterQueue(_locks.Take(token), changes);

    /// <summary>The new end of the lock.</summary>
    public DateTime RenewLock(Guid token) => _locks.Renew(token);

    public void AddReceiver(IReceiver receiver) => _receivers.Add(receiver);

    /// <summary>Message locks stay when a receiver goes; they end by time or by settlement over the management link.</summary>
    public void RemoveReceiver(IReceiver receiver) => _receivers.Remove(receiver);

    /// <summary>Sends what is available to the receivers that asked, in turn.</summary>
    public void Dispatch()
    {
        var withoutCredit = 0;
        while (withoutCredit < _receivers.Count && NextAvailable() is { } message)
        {
            _lastServed = (_lastServed + 1) % _receivers.Count;
            var receiver = _receivers[_lastServed];
            withoutCredit = receiver.HasCredit && Deliver(message, receiver) ? 0 : withoutCredit + 1;
        }
    }

    /// <summary>Tells the receivers that wanted no more than what there was that this is all.</summary>
    public void FinishDrains() => _receivers.ForEach(receiver => receiver.FinishDrain());

    /// <summary>Ends locks and activates scheduled messages whose time has come.</summary>
    public void Tick(DateTime now)
    {
        foreach (var message in _locks.TakeExpired(now)) CountFailure(message);
        while (_scheduled.TryPeek(out var number, out var due) && due <= now)
        {
            _scheduled.Dequeue();
            if (_messages.TryGetValue(number, out var message) && message.State == MessageState.Scheduled) Activate(message, now);
        }
    }

    public QueueCounts Count()
    {
        var now = Now;
        return new QueueCounts(
            Path,
            _available.Count(number => _messages[number].ExpiresAt > now),
            _messages.Values.Count(m => m.State == MessageState.Scheduled),
            _locks.Count,
            _messages.Values.Count(m => m.State == MessageState.Deferred),
            DeadLetterQueue?._messages.Count ?? 0);
    }

    private BrokerMessage? NextAvailable()
    {
        while (_available.Count > 0)
        {
            var message = _messages[Disturbance.NextOf(_available)];
            if (message.ExpiresAt > Now) return message;
            Remove(message);
        }

        return null;
    }

    private bool Deliver(BrokerMessage message, IReceiver receiver)
    {
        _available.Remove(message.SequenceNumber);
        if (receiver.SettlesOnDelivery)
        {
            // At most once: gone for good before it is sent.
            Remove(message);
            store.Commit();
            receiver.TryDeliver(message);
            return true;
        }

        _locks.Lock(message);
        if (receiver.TryDeliver(message)) return true;
        Release(message.LockToken!.Value);
        return false;
    }

    private void CountFailure(BrokerMessage message)
    {
        message.DeliveryCount++;
        if (message.DeliveryCount >= settings.MaxDeliveryCount)
        {
            MoveToDeadLetterQueue(message, DeadLetterReason.MaxDeliveryCountExceeded(settings.MaxDeliveryCount));
            return;
        }

        store.SaveState(message);
        MakeAvailable(message);
    }

    private void MakeAvailable(BrokerMessage message)
    {
        if (message.State == MessageState.Active) _available.Add(message.SequenceNumber);
    }

    private void Activate(BrokerMessage message, DateTime now)
    {
        Remove(message);
        message.SequenceNumber = sequence.Next();
        message.State = MessageState.Active;
        message.EnqueuedAt = now;
        store.Save(Path, message);
        Restore(message);
    }

    private void MoveToDeadLetterQueue(BrokerMessage message, IReadOnlyDictionary<string, object>? changes)
    {
        var target = DeadLetterQueue ?? this;
        _messages.Remove(message.SequenceNumber);
        message.State = MessageState.Active;
        message.ExpiresAt = DateTime.MaxValue;
        message.Encoded = MessageCodec.WithProperties(message.Encoded, changes);
        store.Save(target.Path, message);
        target.Restore(message);
    }

    private void Change(BrokerMessage message, IReadOnlyDictionary<string, object>? changes)
    {
        if (changes is not { Count: > 0 }) return;
        message.Encoded = MessageCodec.WithProperties(message.Encoded, changes);
        store.Save(Path, message);
    }

    private void Remove(BrokerMessage message)
    {
        _messages.Remove(message.SequenceNumber);
        _available.Remove(message.SequenceNumber);
        store.Delete(message.SequenceNumber);
    }
}
