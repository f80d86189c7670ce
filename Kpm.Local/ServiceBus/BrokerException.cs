namespace Kpm.Local.ServiceBus;

/// <summary>A refusal that the client is told: an AMQP error condition and a sentence.</summary>
/// <param name="condition">One of <see cref="ErrorConditions"/>.</param>
/// <param name="description">What was wrong; never message content.</param>
internal sealed class BrokerException(string condition, string description) : Exception(description)
{
    public string Condition { get; } = condition;

    public static BrokerException LockLost() => new(
        ErrorConditions.MessageLockLost,
        "The lock supplied is invalid. Either the lock expired, or the message has already been removed from the queue.");

    public static BrokerException MessageNotFound(long sequenceNumber) => new(
        ErrorConditions.MessageNotFound,
        $"The message with sequence number {sequenceNumber} was not found in the required state.");

    public static BrokerException TooLarge(int bytes) => new(
        ErrorConditions.MessageSizeExceeded,
        $"The message has {bytes} bytes; the limit is {Limits.MessageBytes} bytes.");
}
