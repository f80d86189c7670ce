using Amqp;
using Amqp.Framing;
using Amqp.Listener;
using Kpm.Local.ServiceBus.Queues;
using Microsoft.Data.Sqlite;

namespace Kpm.Local.ServiceBus.Links;

/// <summary>A client's receiving link: deliveries to it, and its settlements.</summary>
internal sealed class ReceiveEndpoint : LinkEndpoint, IReceiver
{
    private readonly Engine _engine;
    private readonly Queue _queue;
    private readonly ListenerLink _link;
    private readonly LinkCredit _credit;

    // Touched by the engine's thread only.
    private bool _drains;

    public ReceiveEndpoint(Engine engine, Queue queue, ListenerLink link)
    {
        (_engine, _queue, _link) = (engine, queue, link);
        _credit = new LinkCredit(link);
        engine.Post(() => queue.AddReceiver(this));
    }

    public bool HasCredit => _credit.Any;

    public bool SettlesOnDelivery => _link.SettleOnSend;

    public bool TryDeliver(BrokerMessage message)
    {
        try
        {
            return _credit.TrySend(MessageCodec.ForReceiver(message));
        }
        catch (AmqpException)
        {
            // The link has gone.
            return false;
        }
        catch (Exception failure)
        {
            // Trouble with one connection must not stop the engine.
            Diagnostics.Report("delivery", failure);
            return false;
        }
    }

    public void FinishDrain()
    {
        if (!_drains) return;
        _drains = false;
        try
        {
            _credit.Drain();
        }
        catch (Exception failure)
        {
            Diagnostics.Report("drain", failure);
        }
    }

    public override void OnFlow(FlowContext flowContext)
    {
        _credit.Apply(flowContext.Messages);

        // Messages that are available go out first; then the drain is answered.
        var drains = _link.IsDraining;
        _engine.Post(() => _drains |= drains);
    }

    public override void OnDisposition(DispositionContext dispositionContext)
    {
        // The library settles open deliveries of a closed link by itself; the locks live on.
        if (_link.IsClosed || dispositionContext.Message is not DeliveredMessage { LockToken: { } token } message) return;
        var (state, settled) = (dispositionContext.DeliveryState, dispositionContext.Settled);
        _engine.Post(() => Settle(message, token, state, settled));
    }

    public override void OnLinkClosed(ListenerLink link, Error error) => _engine.Post(() => _queue.RemoveReceiver(this));

    private void Settle(DeliveredMessage message, Guid token, DeliveryState state, bool settled)
    {
        DeliveryState outcome;
        try
        {
            outcome = Settlement.Apply(_queue, token, state);
        }
        catch (Exception failure) when (failure is not SqliteException)
        {
            outcome = new Rejected { Error = Refusal.From(failure) };
        }

        // The SDK holds its own settlement to be done only when this second one arrives.
        if (!settled) _engine.AfterCommit(() => _link.DisposeMessage(message, outcome, true));
    }
}
