namespace Kpm.Local.ServiceBus;

/// <summary>Limits of the Standard tier (https://learn.microsoft.com/azure/service-bus-messaging/service-bus-quotas).</summary>
internal static class Limits
{
    /// <summary>Largest transfer, one message or a batch, with all its properties: 256 KB.</summary>
    public const int MessageBytes = 256 * 1024;

    /// <summary>Most messages that one peek answers.</summary>
    public const int PeekedMessages = 250;
}
