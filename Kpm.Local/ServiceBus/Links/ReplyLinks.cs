using System.Collections.Concurrent;
using Amqp;
using Amqp.Listener;

namespace Kpm.Local.ServiceBus.Links;

/// <summary>The links on which clients wait for answers to requests, by the address that requests name in reply-to.</summary>
internal sealed class ReplyLinks
{
    private readonly ConcurrentDictionary<string, ListenerLink> _links = new(StringComparer.Ordinal);

    public void Add(string replyTo, ListenerLink link)
    {
        _links[replyTo] = link;
        link.AddClosedCallback((_, _) => _links.TryRemove(new KeyValuePair<string, ListenerLink>(replyTo, link)));
    }

    /// <summary>Sends an answer; one that nobody waits for any more is dropped.</summary>
    public void Send(string? replyTo, Message answer)
    {
        if (replyTo is not null && _links.TryGetValue(replyTo, out var link)) link.SendMessage(answer);
    }
}

/// <summary>The broker's side of a reply link: it only sends.</summary>
internal sealed class ReplyEndpoint : LinkEndpoint
{
    public override void OnFlow(FlowContext flowContext)
    {
    }

    public override void OnDisposition(DispositionContext dispositionContext)
    {
    }
}
