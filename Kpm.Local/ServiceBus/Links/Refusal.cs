using Amqp.Framing;

namespace Kpm.Local.ServiceBus.Links;

/// <summary>Turns exceptions into what a client is told.</summary>
internal static class Refusal
{
    /// <summary>Every request is answered, also when the broker did not foresee why it fails.</summary>
    public static Error From(Exception exception)
    {
        if (exception is BrokerException refusal) return Because(refusal.Condition, refusal.Message);
        Diagnostics.Report("request", exception);
        return Because(ErrorConditions.InternalError, "The broker could not serve the request.");
    }

    public static Error Because(string condition, string description) => new(condition) { Description = description };

    public static Error UnknownEntity(string path) => Because(ErrorConditions.NotFound, $"The messaging entity '{path}' could not be found.");
}
