using Kpm.Local.Hosting;

namespace Kpm.Local.ServiceBus;

/// <summary>
/// What one queue is created with. The bounds are those of Azure
/// (https://learn.microsoft.com/azure/service-bus-messaging/service-bus-quotas,
/// https://learn.microsoft.com/azure/service-bus-messaging/duplicate-detection).
/// </summary>
/// <param name="Lock">How long a received message belongs to its receiver; at most 5 minutes.</param>
/// <param name="MaxDeliveryCount">Failed deliveries after which a message moves to the dead-letter queue; 1 to 2,000.</param>
/// <param name="DuplicateWindow">How long a MessageId is remembered; zero turns duplicate detection off.</param>
internal sealed record QueueSettings(TimeSpan Lock, int MaxDeliveryCount, TimeSpan DuplicateWindow)
{
    private static readonly TimeSpan LongestLock = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ShortestWindow = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LongestWindow = TimeSpan.FromDays(7);

    /// <summary>A dead-letter queue keeps its messages: no delivery limit and no duplicate detection.</summary>
    public QueueSettings ForDeadLetterQueue => this with { MaxDeliveryCount = int.MaxValue, DuplicateWindow = TimeSpan.Zero };

    /// <summary>
    /// The topology's defaults, refused when Azure would refuse them; <c>--lock-seconds</c>, <c>--max-delivery-count</c>
    /// and <c>--duplicate-seconds</c> replace them and may be shorter than Azure allows.
    /// </summary>
    /// <exception cref="ArgumentException">A default lies outside Azure's bounds.</exception>
    public static QueueSettings From(QueueDefaults defaults, PartOptions options)
    {
        var window = TimeSpan.FromSeconds(defaults.DuplicateDetectionSeconds);
        Require(defaults.LockSeconds > 0 && TimeSpan.FromSeconds(defaults.LockSeconds) <= LongestLock, "lockSeconds must be 1 to 300.");
        Require(defaults.MaxDeliveryCount is >= 1 and <= 2000, "maxDeliveryCount must be 1 to 2000.");
        Require(window == TimeSpan.Zero || (window >= ShortestWindow && window <= LongestWindow), "duplicateDetectionSeconds must be 0, or 20 to 604800.");
        return new QueueSettings(
            TimeSpan.FromSeconds(options.Integer("lock-seconds", defaults.LockSeconds)),
            options.Integer("max-delivery-count", defaults.MaxDeliveryCount),
            TimeSpan.FromSeconds(options.Integer("duplicate-seconds", defaults.DuplicateDetectionSeconds)));
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds) throw new ArgumentException($"queueDefaults: {otherwise}");
    }
}
