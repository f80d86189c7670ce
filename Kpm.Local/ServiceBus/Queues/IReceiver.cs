namespace Kpm.Local.ServiceBus.Queues;

/// <summary>A client's receiving link, as a queue sees it.</summary>
internal interface IReceiver
{
    /// <summary>Whether the client asked for at least one more message.</summary>
    public bool HasCredit { get; }

    /// <summary>Receive-and-delete: a delivery needs no settlement.</summary>
    public bool SettlesOnDelivery { get; }

    /// <summary>Sends the message; false when the credit or the link has gone in the meantime.</summary>
    public bool TryDeliver(BrokerMessage message);

    /// <summary>Gives back the unused credit if the client asked for that.</summary>
    public void FinishDrain();
}
