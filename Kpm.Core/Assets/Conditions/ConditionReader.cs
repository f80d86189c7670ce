using System.Collections.Immutable;
using System.Globalization;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <summary>Checks a drafted tree: collects its places, draws what is to be drawn, and names every wrong field.</summary>
/// <param name="rules">Collects what is wrong.</param>
internal sealed class ConditionReader(FieldRules rules)
{
    public const int MaximumConditions = 50;
    public const int MaximumDepth = 8;

    /// <summary>The end of the year 9999, in milliseconds since 1970.</summary>
    public const long LatestDate = 253_402_300_799_999;

    private readonly List<Place> _places = [];
    private int _count;
    private bool _isTooLarge;

    /// <summary>The places of what was read, in the order of their numbers.</summary>
    public ImmutableArray<Place> Places => [.. _places];

    public ReleaseCondition Read(ConditionDraft? draft, string pointer)
    {
        if (draft is null) return Wrong(pointer, "Required.");
        return Read(draft, pointer, 1);
    }

    public ReleaseCondition Date(long? date, string pointer) =>
        new ReleaseCondition.Date(Instant(date, pointer));

    /// <summary>Both or neither; a default for neither.</summary>
    public ReleaseCondition Window(long? from, long? until, string fromPointer, string untilPointer)
    {
        var (first, last) = (Instant(from, fromPointer), Instant(until, untilPointer));
        rules.Require(first <= last, untilPointer, "Not before the first instant.");
        return new ReleaseCondition.Window(first, last, first <= last ? UniformDraw.Between(first, last) : last);
    }

    public ReleaseCondition AtPlace(string? location, string pointer)
    {
        if (location is null) return Wrong(pointer, "Required.");
        return Place.Read(location) is { } place ? AtPlace(place) : Wrong(pointer, $"A name of 1 to {Place.MaximumLength} characters, or a geo: URI with the radius in metres as its uncertainty, such as geo:41.40338,2.17403;u=100.");
    }

    private ReleaseCondition Read(ConditionDraft draft, string pointer, int depth)
    {
        if (++_count > MaximumConditions || depth > MaximumDepth) return TooLarge(pointer);
        return draft.Type switch
        {
            "always" => new ReleaseCondition.Always(),
            "date" when draft.At is not null && draft.Local is null && draft.TimeZone is null => Date(draft.At, $"{pointer}/at"),
            "date" when draft.At is null => LocalDate(draft, pointer),
            "date" => Wrong($"{pointer}/at", "Either an instant, or a local date and its time zone."),
            "window" => Window(draft.From, draft.Until, $"{pointer}/from", $"{pointer}/until"),
            "place" when draft.Location is not null && (draft.Latitude ?? draft.Longitude ?? draft.Radius) is null => AtPlace(draft.Location, $"{pointer}/location"),
            "place" when draft.Location is null => AtArea(draft, pointer),
            "place" => Wrong($"{pointer}/location", "Either a location, or latitude, longitude and radius."),
            "all" or "any" or "at_least" => Group(draft, pointer, depth),
            _ => Wrong($"{pointer}/type", "always, date, window, place, all, any or at_least."),
        };
    }

    private ReleaseCondition LocalDate(ConditionDraft draft, string pointer)
    {
        var dateTime = WallTime.Normalize(draft.Local);
        rules.Require(dateTime is not null, $"{pointer}/local", "A date and time without offset is expected, such as 2040-06-01T09:00.");
        rules.Require(WallTime.IsZone(draft.TimeZone), $"{pointer}/time_zone", "A name of the IANA time zone database is expected, such as Europe/Madrid.");
        if (dateTime is null || !WallTime.IsZone(draft.TimeZone)) return new ReleaseCondition.Always();
        var planned = WallTime.Resolve(dateTime, draft.TimeZone!)!.Value;
        rules.Require(planned.UnixMilliseconds is >= 1 and <= LatestDate, $"{pointer}/local", "After 1970 and before the year 10000.");
        return new ReleaseCondition.LocalDate(dateTime, draft.TimeZone!, planned);
    }

    private ReleaseCondition AtArea(ConditionDraft draft, string pointer)
    {
        if (draft is { Latitude: { } latitude, Longitude: { } longitude, Radius: { } radius } && Place.Area.Of(latitude, longitude, radius) is { } area) return AtPlace(area);
        return Wrong(pointer, string.Create(CultureInfo.InvariantCulture, $"A latitude from -90 to 90, a longitude from -180 to 180, and a radius from {Place.Area.SmallestRadius} to {Place.Area.LargestRadius} metres; or a location."));
    }

    private ReleaseCondition.AtPlace AtPlace(Place place)
    {
        if (!_places.Contains(place)) _places.Add(place);
        return new ReleaseCondition.AtPlace(_places.IndexOf(place));
    }

    private ReleaseCondition Group(ConditionDraft draft, string pointer, int depth)
    {
        if (draft.Of is not { Count: > 0 } members) return Wrong($"{pointer}/of", "At least one is required.");
        ImmutableArray<ReleaseCondition> read = [.. members.Select((member, i) => Member(member, string.Create(CultureInfo.InvariantCulture, $"{pointer}/of/{i}"), depth))];
        rules.Require(read.Distinct().Count() == read.Length || rules.Failure is not null, $"{pointer}/of", "The same condition stands here twice.");
        if (draft.Type == "all") return new ReleaseCondition.All(read);
        if (draft.Type == "any") return new ReleaseCondition.Any(read);
        rules.Require(draft.Count >= 1 && draft.Count <= read.Length, $"{pointer}/count", $"1 to {read.Length}.");
        return new ReleaseCondition.AtLeast(Math.Clamp(draft.Count ?? 1, 1, read.Length), read);
    }

    private ReleaseCondition Member(ConditionDraft? member, string pointer, int depth) => member is null ? Wrong(pointer, "Required.") : Read(member, pointer, depth + 1);

    private Timestamp Instant(long? date, string pointer)
    {
        rules.Require(date is >= 1 and <= LatestDate, pointer, $"1 to {LatestDate}, milliseconds since 1970.");
        return new Timestamp(Math.Clamp(date ?? 1, 1, LatestDate));
    }

    private ReleaseCondition.Always TooLarge(string pointer)
    {
        if (!_isTooLarge) Wrong(pointer, $"At most {MaximumConditions} conditions, {MaximumDepth} deep.");
        _isTooLarge = true;
        return new ReleaseCondition.Always();
    }

    private ReleaseCondition.Always Wrong(string pointer, string detail)
    {
        rules.Require(false, pointer, detail);
        return new ReleaseCondition.Always();
    }
}
