using Amqp;

namespace Kpm.Local.ServiceBus;

/// <summary>A message from a client together with the bytes it came in.</summary>
internal sealed class ReceivedMessage : Message
{
    public required byte[] Encoded { get; init; }
}

/// <summary>A message on its way to a receiver, with the lock the receiver gets.</summary>
internal sealed class DeliveredMessage : Message
{
    public Guid? LockToken { get; init; }
}
