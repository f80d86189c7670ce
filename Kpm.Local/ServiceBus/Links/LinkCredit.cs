using System.Runtime.CompilerServices;
using Amqp;
using Amqp.Framing;
using Amqp.Listener;

namespace Kpm.Local.ServiceBus.Links;

/// <summary>
/// How many messages a receiving client still wants. Keeps the count itself, because AMQPNetLite 2.5.5 loses track in two
/// ways, each of which leaves a client waiting for ever for a message it asked for:
/// <list type="bullet">
/// <item>It sets its credit to zero on a flow that does not raise the delivery limit, also when the flow only repeats it.</item>
/// <item>It computes the session window as next-incoming-id + incoming-window - next-outgoing-id in 32 bits, and raises
/// next-outgoing-id only after a transfer was written. The SDK's window is uint.MaxValue, so a flow that overtakes this
/// wraps the window to about zero, and the next delivery is parked.</item>
/// </list>
/// </summary>
internal sealed class LinkCredit(ListenerLink link)
{
    // Far above any number of transfers in a session, and far enough from 2^32 not to wrap.
    private const uint SafeWindow = 0xC0000000;
    private readonly Lock _gate = new();

    // Delivery counts modulo 2^32: the client takes messages until _sent reaches _limit. The library's own limit (its
    // delivery count + its credit) does not change by sending, so it equals _limit whenever no flow is being worked on.
    private int _limit;
    private int _sent;

    public bool Any
    {
        get { lock (_gate) return _limit - _sent > 0; }
    }

    /// <summary>Takes in a flow; called on the connection's thread.</summary>
    /// <param name="change">By how much the client moved its limit.</param>
    public void Apply(int change)
    {
        lock (_gate)
        {
            _limit += change;
            if (change <= 0) CreditOf(link) = (uint)(_limit - _sent);
        }

        // Also writes what was parked.
        OnFlow(link.Session, new Flow { NextIncomingId = 0, IncomingWindow = SafeWindow });
    }

    /// <summary>Sends when the client still wants a message.</summary>
    /// <exception cref="AmqpException">The link has gone.</exception>
    public bool TrySend(Message message)
    {
        lock (_gate)
        {
            if (_limit - _sent <= 0) return false;
            link.SendMessage(message);
            _sent++;
            return true;
        }
    }

    /// <summary>Tells a client that drains its link that nothing more comes for the credit it gave.</summary>
    public void Drain()
    {
        lock (_gate)
        {
            if (!link.IsDraining) return;

            // The library's number, not the own one: a flow may be half worked on.
            var unused = (int)CreditOf(link);
            link.CompleteDrain();
            _sent += unused;
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "credit")]
    private static extern ref uint CreditOf(ListenerLink link);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "OnFlow")]
    private static extern void OnFlow(Session session, Flow flow);
}
