namespace Kpm.Core.Assets;

/// <summary>A condition as a request describes it, unchecked. Null where the request says nothing.</summary>
public sealed record ConditionDraft
{
    /// <summary><c>always</c>, <c>date</c>, <c>window</c>, <c>place</c>, <c>inactivity</c>, <c>attestation</c>, <c>after</c>, <c>all</c>, <c>any</c> or <c>at_least</c>.</summary>
    public string? Type { get; init; }

    /// <summary>Of a date: milliseconds since 1970. Else <see cref="Local"/> and <see cref="TimeZone"/>.</summary>
    public long? At { get; init; }

    /// <summary>Of a date: ISO 8601 without offset.</summary>
    public string? Local { get; init; }

    /// <summary>Of a local date: a name of the IANA time zone database.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Of a window: its first instant, milliseconds since 1970.</summary>
    public long? From { get; init; }

    /// <summary>Of a window: its last instant.</summary>
    public long? Until { get; init; }

    /// <summary>Of a place: its name, or a <c>geo:</c> URI. Else <see cref="Latitude"/>, <see cref="Longitude"/> and <see cref="Radius"/>.</summary>
    public string? Location { get; init; }

    /// <summary>Of a place: degrees north.</summary>
    public double? Latitude { get; init; }

    /// <summary>Of a place: degrees east.</summary>
    public double? Longitude { get; init; }

    /// <summary>Of a place: metres.</summary>
    public double? Radius { get; init; }

    /// <summary>Of an inactivity, as the others of these: see <see cref="InactivityTerms"/>; null is as usual.</summary>
    public int? PeriodDays { get; init; }

    public int? Reminders { get; init; }

    public int? ReminderEveryDays { get; init; }

    public int? GraceDays { get; init; }

    /// <summary>Of an inactivity or an attestation.</summary>
    public int? WaitDays { get; init; }

    /// <summary>Of an after: the release that comes before.</summary>
    public string? Legacy { get; init; }

    /// <summary>Of an after: days between that one and this; null is none.</summary>
    public int? DelayDays { get; init; }

    /// <summary>Of <c>at_least</c> and of an attestation: how many.</summary>
    public int? Count { get; init; }

    /// <summary>Of a group: its members.</summary>
    public IReadOnlyList<ConditionDraft>? Of { get; init; }

    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => nameof(ConditionDraft);
}
