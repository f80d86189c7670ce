using Amqp.Listener;
using Kpm.Local.ServiceBus.Queues;
using Microsoft.Data.Sqlite;

namespace Kpm.Local.ServiceBus.Links;

/// <summary>A client's sending link: every transfer is stored whole or refused, and answered after the commit.</summary>
internal sealed class SendEndpoint(Broker broker, Queue queue) : LinkEndpoint
{
    /// <summary>Transfers a client may have under way.</summary>
    public const int Credit = 500;

    public override void OnMessage(MessageContext messageContext)
    {
        var transfer = (ReceivedMessage)messageContext.Message;
        broker.Engine.Post(() => Accept(messageContext, transfer));
    }

    public override void OnFlow(FlowContext flowContext)
    {
    }

    public override void OnDisposition(DispositionContext dispositionContext)
    {
    }

    private void Accept(MessageContext context, ReceivedMessage transfer)
    {
        try
        {
            broker.Faults.ThrowIfDue();
            if (transfer.Encoded.Length > Limits.MessageBytes) throw BrokerException.TooLarge(transfer.Encoded.Length);
            var messages = MessageCodec.Unpack(transfer);
            foreach (var message in messages) queue.Send(message);
            broker.Sends.Add(queue.Path, messages.Count);
            broker.Engine.AfterCommit(context.Complete);
        }
        catch (Exception failure) when (failure is not SqliteException)
        {
            var error = Refusal.From(failure);
            broker.Engine.AfterCommit(() => context.Complete(error));
        }
    }
}
