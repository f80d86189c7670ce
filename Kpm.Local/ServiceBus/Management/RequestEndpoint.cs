using Amqp;
using Amqp.Framing;
using Amqp.Listener;
using Kpm.Local.ServiceBus.Links;

namespace Kpm.Local.ServiceBus.Management;

/// <summary>A link on which a client sends requests; each is answered, after the commit, on the link it names in reply-to.</summary>
internal sealed class RequestEndpoint(Engine engine, ReplyLinks replies, Func<Message, Message> answer) : LinkEndpoint
{
    /// <summary>Requests a client may have under way.</summary>
    public const int Credit = 100;

    public override void OnMessage(MessageContext messageContext)
    {
        var request = messageContext.Message;
        messageContext.Link.DisposeMessage(request, new Accepted(), true);
        engine.Post(() =>
        {
            var reply = answer(request);
            reply.Properties = new Properties();
            reply.Properties.SetCorrelationId(request.Properties?.GetMessageId());
            engine.AfterCommit(() => replies.Send(request.Properties?.ReplyTo, reply));
        });
    }

    public override void OnFlow(FlowContext flowContext)
    {
    }

    public override void OnDisposition(DispositionContext dispositionContext)
    {
    }
}
