using System.Globalization;

namespace Kpm.Core.Shared;

/// <summary>
/// Something that happened to one aggregate. Events carry ids and codes only: no name, address, token or content.
/// </summary>
public abstract record DomainEvent
{
    /// <summary>Unique for ever: the aggregate's id, its version after the change, and the event's position within that change.</summary>
    public string EventId { get; init; } = "";

    /// <summary>The id of the aggregate that this happened to.</summary>
    public string AggregateId { get; init; } = "";

    /// <summary>When it happened.</summary>
    public Timestamp At { get; init; }

    /// <summary>The version of the aggregate after the change, as the id of an event says it; null of what is no such id.</summary>
    public static long? VersionIn(string eventId) =>
        eventId.Split('.') is [_, var text, _] && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;
}

/// <summary>The event's name on the wire: a stable word and its major version, for example <c>user_registered.v1</c>.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class EventNameAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
