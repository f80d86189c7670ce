namespace Kpm.Local.ServiceBus.Queues;

/// <summary>The values of the annotation <c>x-opt-message-state</c>.</summary>
internal enum MessageState
{
    Active = 0,
    Deferred = 1,
    Scheduled = 2,
}
