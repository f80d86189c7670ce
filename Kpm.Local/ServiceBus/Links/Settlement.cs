using Amqp.Framing;
using Amqp.Types;
using Kpm.Local.ServiceBus.Queues;

namespace Kpm.Local.ServiceBus.Links;

/// <summary>
/// The AMQP delivery states that a receiver settles with and what they mean to a queue
/// (https://learn.microsoft.com/azure/service-bus-messaging/service-bus-amqp-protocol-guide).
/// </summary>
internal static class Settlement
{
    /// <summary>Settles and returns the state to confirm with.</summary>
    /// <exception cref="BrokerException">The lock was lost, or the state is not one of Service Bus.</exception>
    public static DeliveryState Apply(Queue queue, Guid token, DeliveryState state)
    {
        switch (state)
        {
            case Accepted:
                queue.Complete(token);
                return state;
            case Released:
                queue.Release(token);
                return state;
            case Modified { UndeliverableHere: true } deferral:
                queue.Defer(token, PropertyMap.From(deferral.MessageAnnotations));
                return state;
            case Modified abandonment:
                queue.Abandon(token, PropertyMap.From(abandonment.MessageAnnotations));
                return state;
            case Rejected rejection:
                queue.DeadLetter(token, PropertyMap.From((Map?)rejection.Error?.Info));
                return new Rejected();
            default:
                throw new BrokerException(ErrorConditions.NotImplemented, "The delivery state is not supported.");
        }
    }
}
