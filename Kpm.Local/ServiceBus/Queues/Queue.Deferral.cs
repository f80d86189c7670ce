namespace Kpm.Local.ServiceBus.Queues;

/// <content>Messages that are set aside.</content>
internal sealed partial class Queue
{
    /// <summary>Sets the message aside: from now on it is received by its sequence number only.</summary>
    public void Defer(Guid token, IReadOnlyDictionary<string, object>? changes)
    {
        var message = _locks.Take(token);
        Change(message, changes);
        message.State = MessageState.Deferred;
        message.DeliveryCount++;
        store.SaveState(message);
    }

    /// <summary>Locks deferred messages, all or none.</summary>
    /// <exception cref="BrokerException">One of them is not deferred, or is locked.</exception>
    public IReadOnlyList<BrokerMessage> LockDeferred(IReadOnlyCollection<long> sequenceNumbers)
    {
        var found = sequenceNumbers.Select(Deferred).ToList();
        found.ForEach(_locks.Lock);
        return found;
    }

    private BrokerMessage Deferred(long sequenceNumber) =>
        _messages.TryGetValue(sequenceNumber, out var message) && message is { State: MessageState.Deferred, LockToken: null }
            ? message
            : throw BrokerException.MessageNotFound(sequenceNumber);
}
