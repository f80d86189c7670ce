namespace Kpm.Local.ServiceBus;

/// <summary>
/// AMQP error conditions that the Azure SDK knows
/// (https://learn.microsoft.com/azure/service-bus-messaging/service-bus-amqp-protocol-guide,
/// OASIS AMQP 1.0 part 2, section 2.8.14).
/// </summary>
internal static class ErrorConditions
{
    public const string NotFound = "amqp:not-found";
    public const string NotAllowed = "amqp:not-allowed";
    public const string NotImplemented = "amqp:not-implemented";
    public const string InternalError = "amqp:internal-error";
    public const string MessageSizeExceeded = "amqp:link:message-size-exceeded";
    public const string MessageLockLost = "com.microsoft:message-lock-lost";
    public const string MessageNotFound = "com.microsoft:message-not-found";
    public const string ArgumentError = "com.microsoft:argument-error";
    public const string ServerBusy = "com.microsoft:server-busy";
}
