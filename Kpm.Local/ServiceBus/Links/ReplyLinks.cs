using System.Collections.Concurrent;
using Amqp;
using Amqp.Listener;

namespace Kpm.Local.ServiceBus.Links;

/// <summary>The links on which clients wait for answers to requests, by the address that requests name in reply-to.</summary>
internal sealed class ReplyLinks
{
    private readonly ConcurrentDictionary<string, ReplyEndpoint> _links = new(StringComparer.Ordinal);

    public ReplyEndpoint Add(string replyTo, ListenerLink link)
    {
        var endpoint = new ReplyEndpoint(link);
        _links[replyTo] = endpoint;
        link.AddClosedCallback((_, _) => _links.TryRemove(new KeyValuePair<string, ReplyEndpoint>(replyTo, endpoint)));
        return endpoint;
    }

    /// <summary>Sends an answer; one that nobody waits for any more is dropped.</summary>
    public void Send(string? replyTo, Message answer)
    {
        if (replyTo is not null && _links.TryGetValue(replyTo, out var link)) link.Send(answer);
    }
}

/// <summary>The broker's side of a reply link: it only sends, as much as the client wants, by the count of <see cref="LinkCredit"/>.</summary>
internal sealed class ReplyEndpoint(ListenerLink link) : LinkEndpoint
{
    private readonly LinkCredit _credit = new(link);
    private readonly Queue<Message> _waiting = [];

    /// <exception cref="AmqpException">The link has gone.</exception>
    public void Send(Message answer)
    {
        lock (_waiting)
        {
            _waiting.Enqueue(answer);
            SendWaiting();
        }
    }

    public override void OnFlow(FlowContext flowContext)
    {
        _credit.Apply(flowContext.Messages);
        try
        {
            lock (_waiting) SendWaiting();
        }
        catch (AmqpException)
        {
            // The link has gone, and so has who waits.
        }
    }

    public override void OnDisposition(DispositionContext dispositionContext)
    {
    }

    private void SendWaiting()
    {
        while (_waiting.TryPeek(out var next) && _credit.TrySend(next)) _waiting.Dequeue();
    }
}
