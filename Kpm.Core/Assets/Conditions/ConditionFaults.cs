using System.Globalization;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

public sealed record TooManyConditions(int Most, int Depth) : Fault($"At most {Most} conditions, {Depth} deep.");

public sealed record NotAnInstant(long Latest) : Fault(string.Create(CultureInfo.InvariantCulture, $"1 to {Latest}, milliseconds since 1970."));

public sealed record LastBeforeFirst() : Fault("Not before the first instant.");

public sealed record InstantAndLocalDate() : Fault("Either an instant, or a local date and its time zone.");

public sealed record NotALocalDate() : Fault("A date and time without offset is expected, such as 2040-06-01T09:00.");

public sealed record LocalDateOutOfRange() : Fault("After 1970 and before the year 10000.");

public sealed record NotAPlace(int Most)
    : Fault($"A name of 1 to {Most} characters, or a geo: URI with the radius in metres as its uncertainty, such as geo:41.40338,2.17403;u=100.");

public sealed record LocationAndArea() : Fault("Either a location, or latitude, longitude and radius.");

public sealed record NotAnArea(double Smallest, double Largest) : Fault(string.Create(
    CultureInfo.InvariantCulture,
    $"A latitude from -90 to 90, a longitude from -180 to 180, and a radius from {Smallest} to {Largest} metres; or a location."));

public sealed record SecondInactivity() : Fault("At most one condition of inactivity.");

public sealed record SecondAttestation() : Fault("At most one condition of attestation.");

public sealed record SameConditionTwice() : Fault("The same condition stands here twice.");

/// <summary>Unknown, somebody else's or cancelled: which of them is not told.</summary>
public sealed record NothingToFollow() : Fault("There is no such legacy of yours that can still be delivered.");

public sealed record FollowsItself() : Fault("A legacy cannot wait for itself, nor for one that waits for it.");

public sealed record TooManyToFollow(int Most) : Fault($"A legacy waits for at most {Most} others, with those for which they wait.");

public sealed record TooManyFollowers(int Most) : Fault($"At most {Most} legacies wait for the same one.");
