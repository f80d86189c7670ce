namespace Kpm.Local.ServiceBus.Queues;

/// <summary>A client's receiving link, as a queue sees it.</summary>
internal interface IReceiver
{
    /// <summary>Whether the client asked for at least one more message.</summary>
    bool HasCredit { get; }

    /// <summary>Receive-and-delete: a delivery needs no settlement.</summary>
    bool SettlesOnDelivery { get; }

    /// <summary>Sends the message; false when the credit or the link has gone in the meantime.</summary>
    bool TryDeliver(BrokerMessage message);

    /// <summary>Gives back the unused credit if the client asked for that.</summary>
    void FinishDrain();
}
