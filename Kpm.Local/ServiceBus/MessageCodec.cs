using Amqp;
using Amqp.Framing;
using Kpm.Local.ServiceBus.Queues;

namespace Kpm.Local.ServiceBus;

/// <summary>Translates between AMQP messages and what the broker keeps.</summary>
internal static class MessageCodec
{
    /// <summary>Message format of a batch: every data section is one encoded message.</summary>
    private const uint BatchFormat = 0x80013700;

    // Index of ttl among the fields of the AMQP header section.
    private const int TimeToLiveField = 2;

    public static byte[] Encode(Message message)
    {
        var buffer = message.Encode();
        return buffer.Buffer.AsSpan(buffer.Offset, buffer.Length).ToArray();
    }

    public static Message Decode(byte[] encoded) => Message.Decode(new ByteBuffer(encoded, 0, encoded.Length, encoded.Length));

    /// <summary>Decodes a transfer and keeps its bytes.</summary>
    public static ReceivedMessage Receive(ByteBuffer buffer)
    {
        var encoded = buffer.Buffer.AsSpan(buffer.Offset, buffer.Length).ToArray();
        var message = Message.Decode(buffer);
        return new ReceivedMessage
        {
            Encoded = encoded,
            Header = message.Header,
            DeliveryAnnotations = message.DeliveryAnnotations,
            MessageAnnotations = message.MessageAnnotations,
            Properties = message.Properties,
            ApplicationProperties = message.ApplicationProperties,
            BodySection = message.BodySection,
            Footer = message.Footer,
        };
    }

    /// <summary>The messages of one transfer: one, or those of a batch.</summary>
    public static IReadOnlyList<IncomingMessage> Unpack(ReceivedMessage transfer)
    {
        if (transfer.Format != BatchFormat) return [Read(transfer, transfer.Encoded)];
        return transfer.BodySection switch
        {
            DataList list => [.. Enumerable.Range(0, list.Count).Select(i => Read(list[i].Binary))],
            Data data => [Read(data.Binary)],
            _ => throw new BrokerException(ErrorConditions.ArgumentError, "A batch must consist of data sections."),
        };
    }

    public static IncomingMessage Read(byte[] encoded) => Read(Decode(encoded), encoded);

    /// <summary>The encoded message with application properties added or replaced.</summary>
    public static byte[] WithProperties(byte[] encoded, IReadOnlyDictionary<string, object>? changes)
    {
        if (changes is not { Count: > 0 }) return encoded;
        var message = Decode(encoded);
        message.ApplicationProperties ??= new ApplicationProperties();
        foreach (var (name, value) in changes) message.ApplicationProperties[name] = value;
        return Encode(message);
    }

    /// <summary>The message as a receiver sees it, with the broker's annotations.</summary>
    public static DeliveredMessage ForReceiver(BrokerMessage stored)
    {
        var sent = Decode(stored.Encoded);
        var message = new DeliveredMessage
        {
            LockToken = stored.LockToken,
            Header = sent.Header ?? new Header(),
            MessageAnnotations = sent.MessageAnnotations ?? new MessageAnnotations(),
            Properties = sent.Properties,
            ApplicationProperties = sent.ApplicationProperties,
            BodySection = sent.BodySection,
            Footer = sent.Footer,
        };

        // Always present: the SDK shows this value + 1.
        message.Header.DeliveryCount = (uint)stored.DeliveryCount;
        var annotations = message.MessageAnnotations;
        annotations[Annotations.EnqueuedTime] = stored.EnqueuedAt;
        annotations[Annotations.SequenceNumber] = stored.SequenceNumber;
        annotations[Annotations.EnqueueSequenceNumber] = stored.EnqueuedSequenceNumber;
        annotations[Annotations.MessageState] = (int)stored.State;
        if (stored.LockToken is not null) annotations[Annotations.LockedUntil] = stored.LockedUntil;
        return message;
    }

    private static IncomingMessage Read(Message message, byte[] encoded)
    {
        TimeSpan? ttl = message.Header?.HasField(TimeToLiveField) == true ? TimeSpan.FromMilliseconds(message.Header.Ttl) : null;
        var scheduledFor = (message.MessageAnnotations?[Annotations.ScheduledEnqueueTime] as DateTime?)?.ToUniversalTime();
        return new IncomingMessage(encoded, message.Properties?.GetMessageId()?.ToString(), ttl, scheduledFor);
    }
}
