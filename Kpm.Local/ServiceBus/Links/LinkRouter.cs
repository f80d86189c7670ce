using Amqp.Framing;
using Amqp.Listener;
using Amqp.Types;
using Kpm.Local.ServiceBus.Management;
using Kpm.Local.ServiceBus.Queues;

namespace Kpm.Local.ServiceBus.Links;

/// <summary>Attaches each link that a client opens to a queue, to the management of a queue, or to <c>$cbs</c>; or refuses it.</summary>
internal sealed class LinkRouter(Broker broker) : ILinkProcessor
{
    private const string Cbs = "$cbs";
    private const string ManagementSuffix = "/$management";
    private readonly ReplyLinks _replies = new();

    public void Process(AttachContext attachContext)
    {
        var attach = attachContext.Attach;
        var source = attach.Source as Source;

        // Role true: the broker receives on this link.
        var address = attachContext.Link.Role ? (attach.Target as Target)?.Address : source?.Address;
        if (address is null)
        {
            attachContext.Complete(Refusal.Because(ErrorConditions.NotImplemented, "Transactions are not supported."));
            return;
        }

        // The SDK takes its size limit from the answer, and fails without one.
        attach.MaxMessageSize = Limits.MessageBytes;
        var path = Uri.UnescapeDataString(address).Trim('/');
        if (path.Equals(Cbs, StringComparison.OrdinalIgnoreCase)) AttachRequests(attachContext, CbsEndpoint.Answer);
        else if (path.EndsWith(ManagementSuffix, StringComparison.OrdinalIgnoreCase)) AttachManagement(attachContext, path[..^ManagementSuffix.Length]);
        else if (broker.Find(path) is not { } queue) attachContext.Complete(Refusal.UnknownEntity(path));
        else if (attachContext.Link.Role) AttachSender(attachContext, queue);
        else AttachReceiver(attachContext, queue, source!);
    }

    private void AttachManagement(AttachContext context, string path)
    {
        if (broker.Find(path) is not { } queue)
        {
            context.Complete(Refusal.UnknownEntity(path));
            return;
        }

        AttachRequests(context, new ManagementEndpoint(broker, queue).Answer);
    }

    private void AttachRequests(AttachContext context, Func<Amqp.Message, Amqp.Message> answer)
    {
        if (context.Link.Role)
        {
            context.Complete(new RequestEndpoint(broker.Engine, _replies, answer), RequestEndpoint.Credit);
            return;
        }

        context.Complete(_replies.Add(((Target)context.Attach.Target).Address, context.Link), 0);
    }

    private void AttachSender(AttachContext context, Queue queue)
    {
        if (queue.DeadLetterQueue is null) context.Complete(Refusal.Because(ErrorConditions.NotAllowed, "Messages cannot be sent to a dead-letter queue."));
        else context.Complete(new SendEndpoint(broker, queue), SendEndpoint.Credit);
    }

    private void AttachReceiver(AttachContext context, Queue queue, Source source)
    {
        if (HasSessionFilter(source.FilterSet))
        {
            context.Complete(Refusal.Because(
                ErrorConditions.NotAllowed,
                "A sessionful message receiver cannot be created on an entity that does not require sessions."));
            return;
        }

        context.Complete(new ReceiveEndpoint(broker.Engine, queue, context.Link), 0);
    }

    private static bool HasSessionFilter(Map? filters) => filters?.ContainsKey(Annotations.SessionFilter) == true;
}
