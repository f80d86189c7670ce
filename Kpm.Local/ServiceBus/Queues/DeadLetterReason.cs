using System.Globalization;

namespace Kpm.Local.ServiceBus.Queues;

/// <summary>
/// The application properties that say why a message is in the dead-letter queue
/// (https://learn.microsoft.com/azure/service-bus-messaging/service-bus-dead-letter-queues).
/// </summary>
internal static class DeadLetterReason
{
    public const string Reason = "DeadLetterReason";
    public const string Description = "DeadLetterErrorDescription";

    public static IReadOnlyDictionary<string, object> MaxDeliveryCountExceeded(int attempts) => new Dictionary<string, object>(StringComparer.Ordinal)
    {
        [Reason] = "MaxDeliveryCountExceeded",
        [Description] = string.Create(CultureInfo.InvariantCulture, $"Message could not be consumed after {attempts} delivery attempts."),
    };
}
