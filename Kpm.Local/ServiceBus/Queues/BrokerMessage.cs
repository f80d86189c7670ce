namespace Kpm.Local.ServiceBus.Queues;

/// <summary>One message as the broker keeps it. Times are UTC.</summary>
internal sealed class BrokerMessage
{
    /// <summary>Place in the queue; a scheduled message gets a new one when it becomes active.</summary>
    public required long SequenceNumber { get; set; }

    /// <summary>The sequence number it was first stored under.</summary>
    public required long EnqueuedSequenceNumber { get; init; }

    public required MessageState State { get; set; }

    /// <summary>Deliveries that ended without success.</summary>
    public int DeliveryCount { get; set; }

    public required DateTime EnqueuedAt { get; set; }

    /// <summary>When a scheduled message becomes active; <see cref="DateTime.MinValue"/> for any other.</summary>
    public DateTime DueAt { get; init; } = DateTime.MinValue;

    /// <summary>After this the message is no longer delivered; <see cref="DateTime.MaxValue"/> when it never expires.</summary>
    public DateTime ExpiresAt { get; set; } = DateTime.MaxValue;

    /// <summary>The whole AMQP message as its sender encoded it, without the broker's annotations.</summary>
    public required byte[] Encoded { get; set; }

    /// <summary>The lock a receiver holds on it; null when nobody does. Locks do not survive a restart.</summary>
    public Guid? LockToken { get; set; }

    public DateTime LockedUntil { get; set; }
}

/// <summary>A message as it arrives: its encoding and what the broker needs to know of it.</summary>
internal sealed record IncomingMessage(byte[] Encoded, string? MessageId, TimeSpan? TimeToLive, DateTime? ScheduledFor);
