using Amqp.Types;

namespace Kpm.Local.ServiceBus;

/// <summary>
/// Message annotations and other AMQP symbols that Service Bus defines
/// (https://learn.microsoft.com/azure/service-bus-messaging/service-bus-amqp-protocol-guide).
/// </summary>
internal static class Annotations
{
    public static readonly Symbol EnqueuedTime = "x-opt-enqueued-time";
    public static readonly Symbol ScheduledEnqueueTime = "x-opt-scheduled-enqueue-time";
    public static readonly Symbol SequenceNumber = "x-opt-sequence-number";
    public static readonly Symbol EnqueueSequenceNumber = "x-opt-enqueue-sequence-number";
    public static readonly Symbol LockedUntil = "x-opt-locked-until";
    public static readonly Symbol MessageState = "x-opt-message-state";
    public static readonly Symbol SessionFilter = "com.microsoft:session-filter";
}
