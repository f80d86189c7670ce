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

    /// <summary>Days after another release.</summary>
    public const int MaximumDelay = 3_650;

    /// <summary>Days between the last warning and a release that keepers attest, when a request says nothing.</summary>
    public const int UsualAttestedWait = 14;

    /// <summary>The end of the year 9999, in milliseconds since 1970.</summary>
    public const long LatestDate = 253_402_300_799_999;

    private readonly List<Place> _places = [];
    private bool _hasInactivity;
    private bool _hasAttestation;
    private int _count;
    private bool _isTooLarge;

    /// <summary>The places of what was read, in the order of their numbers.</summary>
    public ImmutableArray<Place> Places => [.. _places];

    public ReleaseCondition Read(ConditionDraft? draft, string pointer)
    {
        if (draft is null) return Wrong(pointer, new Required());
        return Read(draft, pointer, 1);
    }

    public ReleaseCondition Date(long? date, string pointer) =>
        new ReleaseCondition.Date(Instant(date, pointer));

    /// <summary>Both or neither; a default for neither.</summary>
    public ReleaseCondition Window(long? from, long? until, string fromPointer, string untilPointer)
    {
        var (first, last) = (Instant(from, fromPointer), Instant(until, untilPointer));
        rules.Require(first <= last, untilPointer, new LastBeforeFirst());
        return new ReleaseCondition.Window(first, last, first <= last ? UniformDraw.Between(first, last) : last);
    }

    public ReleaseCondition AtPlace(string? location, string pointer)
    {
        if (location is null) return Wrong(pointer, new Required());
        return Place.Read(location) is { } place ? AtPlace(place) : Wrong(pointer, new NotAPlace(Place.MaximumLength));
    }

    private ReleaseCondition Read(ConditionDraft draft, string pointer, int depth)
    {
        if (++_count > MaximumConditions || depth > MaximumDepth) return TooLarge(pointer);
        return draft.Type switch
        {
            "always" => new ReleaseCondition.Always(),
            "date" when draft.At is not null && draft.Local is null && draft.TimeZone is null => Date(draft.At, $"{pointer}/at"),
            "date" when draft.At is null => LocalDate(draft, pointer),
            "date" => Wrong($"{pointer}/at", new InstantAndLocalDate()),
            "window" => Window(draft.From, draft.Until, $"{pointer}/from", $"{pointer}/until"),
            "place" when draft.Location is not null && (draft.Latitude ?? draft.Longitude ?? draft.Radius) is null => AtPlace(draft.Location, $"{pointer}/location"),
            "place" when draft.Location is null => AtArea(draft, pointer),
            "place" => Wrong($"{pointer}/location", new LocationAndArea()),
            "inactivity" => Inactivity(draft, pointer),
            "attestation" => Attestation(draft, pointer),
            "after" => Follows(draft, pointer),
            "all" or "any" or "at_least" => Group(draft, pointer, depth),
            _ => Wrong($"{pointer}/type", new UnknownWord("always, date, window, place, inactivity, attestation, after, all, any, at_least")),
        };
    }

    private ReleaseCondition LocalDate(ConditionDraft draft, string pointer)
    {
        var dateTime = WallTime.Normalize(draft.Local);
        rules.Require(dateTime is not null, $"{pointer}/local", new NotALocalDate());
        rules.Require(WallTime.IsZone(draft.TimeZone), $"{pointer}/time_zone", new NotATimeZone());
        if (dateTime is null || !WallTime.IsZone(draft.TimeZone)) return new ReleaseCondition.Always();
        var planned = WallTime.Resolve(dateTime, draft.TimeZone!)!.Value;
        rules.Require(planned.UnixMilliseconds is >= 1 and <= LatestDate, $"{pointer}/local", new LocalDateOutOfRange());
        return new ReleaseCondition.LocalDate(dateTime, draft.TimeZone!, planned);
    }

    private ReleaseCondition AtArea(ConditionDraft draft, string pointer)
    {
        if (draft is { Latitude: { } latitude, Longitude: { } longitude, Radius: { } radius } && Place.Area.Of(latitude, longitude, radius) is { } area) return AtPlace(area);
        return Wrong(pointer, new NotAnArea(Place.Area.SmallestRadius, Place.Area.LargestRadius));
    }

    /// <summary>One at most: a person is silent or not, and one attempt at a time finds out.</summary>
    private ReleaseCondition.Inactivity Inactivity(ConditionDraft draft, string pointer)
    {
        rules.Require(!_hasInactivity, pointer, new SecondInactivity());
        _hasInactivity = true;
        var usual = InactivityTerms.Default;
        return new ReleaseCondition.Inactivity(new InactivityTerms(
            Days(draft.PeriodDays, usual.Period, 7, 3650, $"{pointer}/period_days"),
            Days(draft.Reminders, usual.Reminders, 1, 12, $"{pointer}/reminders"),
            Days(draft.ReminderEveryDays, usual.ReminderEvery, 1, 30, $"{pointer}/reminder_every_days"),
            Days(draft.GraceDays, usual.Grace, 1, 90, $"{pointer}/grace_days"),
            Days(draft.WaitDays, usual.Wait, 1, 90, $"{pointer}/wait_days")));
    }

    /// <summary>One at most: a keeper's word is for the plan.</summary>
    private ReleaseCondition.Attestation Attestation(ConditionDraft draft, string pointer)
    {
        rules.Require(!_hasAttestation, pointer, new SecondAttestation());
        _hasAttestation = true;
        rules.Require(draft.Count is >= 1 and <= ReleasePlan.MaximumKeepers, $"{pointer}/count", new OutOfRange(1, ReleasePlan.MaximumKeepers));
        return new ReleaseCondition.Attestation(draft.Count ?? 1, Days(draft.WaitDays, UsualAttestedWait, 1, 90, $"{pointer}/wait_days"));
    }

    /// <summary>Whether the release can be followed is for a use case to find out.</summary>
    private ReleaseCondition Follows(ConditionDraft draft, string pointer)
    {
        var days = Days(draft.DelayDays, 0, 0, MaximumDelay, $"{pointer}/delay_days");
        return EntityId.TryParse<ReleaseId>(draft.Legacy, out var legacy) ? new ReleaseCondition.Follows(legacy, days) : Wrong($"{pointer}/legacy", new NotAnId());
    }

    private int Days(int? given, int usual, int least, int most, string pointer)
    {
        rules.Require(given is null || (given >= least && given <= most), pointer, new OutOfRange(least, most));
        return Math.Clamp(given ?? usual, least, most);
    }

    private ReleaseCondition.AtPlace AtPlace(Place place)
    {
        if (!_places.Contains(place)) _places.Add(place);
        return new ReleaseCondition.AtPlace(_places.IndexOf(place));
    }

    private ReleaseCondition Group(ConditionDraft draft, string pointer, int depth)
    {
        if (draft.Of is not { Count: > 0 } members) return Wrong($"{pointer}/of", new NoneNamed());
        ImmutableArray<ReleaseCondition> read = [.. members.Select((member, i) => Member(member, string.Create(CultureInfo.InvariantCulture, $"{pointer}/of/{i}"), depth))];
        rules.Require(read.Distinct().Count() == read.Length || rules.Failure is not null, $"{pointer}/of", new SameConditionTwice());
        if (draft.Type == "all") return new ReleaseCondition.All(read);
        if (draft.Type == "any") return new ReleaseCondition.Any(read);
        rules.Require(draft.Count >= 1 && draft.Count <= read.Length, $"{pointer}/count", new OutOfRange(1, read.Length));
        return new ReleaseCondition.AtLeast(Math.Clamp(draft.Count ?? 1, 1, read.Length), read);
    }

    private ReleaseCondition Member(ConditionDraft? member, string pointer, int depth) => member is null ? Wrong(pointer, new Required()) : Read(member, pointer, depth + 1);

    private Timestamp Instant(long? date, string pointer)
    {
        rules.Require(date is >= 1 and <= LatestDate, pointer, new NotAnInstant(LatestDate));
        return new Timestamp(Math.Clamp(date ?? 1, 1, LatestDate));
    }

    private ReleaseCondition.Always TooLarge(string pointer)
    {
        if (!_isTooLarge) Wrong(pointer, new TooManyConditions(MaximumConditions, MaximumDepth));
        _isTooLarge = true;
        return new ReleaseCondition.Always();
    }

    private ReleaseCondition.Always Wrong(string pointer, Fault fault)
    {
        rules.Require(false, pointer, fault);
        return new ReleaseCondition.Always();
    }
}
