using Kpm.Core.Shared;
using NodaTime;
using NodaTime.Text;

namespace Kpm.Core.Assets;

/// <summary>A date and time as a clock on a wall shows it: ISO 8601 without offset.</summary>
internal static class WallTime
{
    private static readonly LocalDateTimePattern Minutes = LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm");

    /// <summary>The one form of a text that means a date and time; null when it means none.</summary>
    public static string? Normalize(string? text)
    {
        if (text is null) return null;
        var parsed = Minutes.Parse(text);
        if (!parsed.Success) parsed = LocalDateTimePattern.ExtendedIso.Parse(text);
        return parsed.Success ? LocalDateTimePattern.ExtendedIso.Format(parsed.Value) : null;
    }

    /// <summary>Whether the time zone database knows the name.</summary>
    public static bool IsZone(string? zone) => zone is not null && DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is not null;

    /// <summary>
    /// The instant by the rules of today; null when the zone is not known. A time that the clock skips moves forward by as much; of
    /// one that comes twice, the earlier counts.
    /// </summary>
    public static Timestamp? Resolve(string dateTime, string zone) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is { } known
            ? new Timestamp(LocalDateTimePattern.ExtendedIso.Parse(dateTime).Value.InZoneLeniently(known).ToInstant().ToUnixTimeMilliseconds())
            : null;
}
