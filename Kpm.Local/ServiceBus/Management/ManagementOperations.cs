using Amqp.Types;
using Kpm.Local.ServiceBus.Links;
using Kpm.Local.ServiceBus.Queues;

namespace Kpm.Local.ServiceBus.Management;

/// <summary>The request-response operations on one queue; runs on the engine's thread.</summary>
internal sealed class ManagementOperations(Broker broker, Queue queue)
{
    /// <summary>The answer's body; null when there is nothing to answer.</summary>
    /// <exception cref="BrokerException">The operation was refused or is not one that the broker knows.</exception>
    public Map? Run(string? operation, Map body) => operation switch
    {
        "com.microsoft:renew-lock" => RenewLocks(body),
        "com.microsoft:schedule-message" => Schedule(body),
        "com.microsoft:cancel-scheduled-message" => CancelScheduled(body),
        "com.microsoft:peek-message" => Peek(body),
        "com.microsoft:receive-by-sequence-number" => ReceiveDeferred(body),
        "com.microsoft:update-disposition" => Settle(body),
        _ => throw new BrokerException(ErrorConditions.NotImplemented, "The operation is not supported."),
    };

    private Map RenewLocks(Map body) => new()
    {
        ["expirations"] = Required<Guid[]>(body, "lock-tokens").Select(queue.RenewLock).ToArray(),
    };

    private Map Schedule(Map body)
    {
        if (queue.DeadLetterQueue is null) throw new BrokerException(ErrorConditions.NotAllowed, "Messages cannot be sent to a dead-letter queue.");
        var messages = Required<List>(body, "messages").Cast<Map>().Select(entry => Required<byte[]>(entry, "message")).ToList();
        var size = messages.Sum(message => message.Length);
        if (size > Limits.MessageBytes) throw BrokerException.TooLarge(size);
        var numbers = messages.ConvertAll(MessageCodec.Read).Select(queue.Send).ToArray();
        broker.Sends.Add(queue.Path, numbers.Length);
        return new Map { ["sequence-numbers"] = numbers };
    }

    private Map CancelScheduled(Map body)
    {
        foreach (var number in Required<long[]>(body, "sequence-numbers")) queue.CancelScheduled(number);
        return [];
    }

    /// <summary>Messages from a sequence number on, in any state and without a lock; as many as fit into one message.</summary>
    private Map? Peek(Map body)
    {
        var from = Required<long>(body, "from-sequence-number");
        var count = Math.Min(Required<int>(body, "message-count"), Limits.PeekedMessages);
        var found = new List();
        var size = 0;
        foreach (var message in queue.Messages.Where(m => m.SequenceNumber >= from).Take(count))
        {
            var encoded = MessageCodec.Encode(MessageCodec.ForReceiver(message));
            size += encoded.Length;
            if (found.Count > 0 && size > Limits.MessageBytes) break;
            found.Add(new Map { ["message"] = encoded });
        }

        return found.Count == 0 ? null : new Map { ["messages"] = found };
    }

    private Map ReceiveDeferred(Map body)
    {
        const uint receiveAndDelete = 0;
        var messages = new List();
        foreach (var message in queue.LockDeferred(Required<long[]>(body, "sequence-numbers")))
        {
            var token = message.LockToken!.Value;
            messages.Add(new Map { ["message"] = MessageCodec.Encode(MessageCodec.ForReceiver(message)), ["lock-token"] = token });
            if (body["receiver-settle-mode"] is receiveAndDelete) queue.Complete(token);
        }

        return new Map { ["messages"] = messages };
    }

    private Map Settle(Map body)
    {
        var changes = PropertyMap.From(body["properties-to-modify"] as Map);
        foreach (var token in Required<Guid[]>(body, "lock-tokens")) Settle(token, body, changes);
        return [];
    }

    private void Settle(Guid token, Map body, IReadOnlyDictionary<string, object>? changes)
    {
        switch (body["disposition-status"] as string)
        {
            case "completed":
                queue.Complete(token);
                break;
            case "abandoned":
                queue.Abandon(token, changes);
                break;
            case "defered": // The protocol spells it so.
                queue.Defer(token, changes);
                break;
            case "suspended":
                queue.DeadLetter(token, WithReason(body, changes));
                break;
            default:
                throw new BrokerException(ErrorConditions.ArgumentError, "The disposition status is not known.");
        }
    }

    private static Dictionary<string, object> WithReason(Map body, IReadOnlyDictionary<string, object>? changes)
    {
        var properties = new Dictionary<string, object>(changes ?? new Dictionary<string, object>(StringComparer.Ordinal), StringComparer.Ordinal);
        if (body["deadletter-reason"] is string reason) properties[DeadLetterReason.Reason] = reason;
        if (body["deadletter-description"] is string description) properties[DeadLetterReason.Description] = description;
        return properties;
    }

    private static T Required<T>(Map body, string name) =>
        body[name] is T value ? value : throw new BrokerException(ErrorConditions.ArgumentError, $"'{name}' is missing or of the wrong type.");
}
