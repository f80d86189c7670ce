namespace Kpm.Local.ServiceBus.Control;

/// <summary>Refuses a number of transfers on request, as a busy service does. Touched by the engine's thread only.</summary>
internal sealed class SendFaults
{
    private int _refusals;

    public void Refuse(int transfers) => _refusals = transfers;

    /// <exception cref="BrokerException">This transfer is one to refuse.</exception>
    public void ThrowIfDue()
    {
        if (_refusals == 0) return;
        _refusals--;
        throw new BrokerException(ErrorConditions.ServerBusy, "The server is busy. Wait 10 seconds and try again.");
    }
}
