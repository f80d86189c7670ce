using System.Globalization;

namespace Kpm.Core.Shared;

/// <summary>An instant in milliseconds since 1970-01-01T00:00:00Z (Unix time).</summary>
public readonly record struct Timestamp(long UnixMilliseconds) : IComparable<Timestamp>
{
    public static Timestamp From(DateTimeOffset instant) => new(instant.ToUnixTimeMilliseconds());

    public long UnixSeconds => UnixMilliseconds / 1000;

    public DateTimeOffset ToDateTimeOffset() => DateTimeOffset.FromUnixTimeMilliseconds(UnixMilliseconds);

    public int CompareTo(Timestamp other) => UnixMilliseconds.CompareTo(other.UnixMilliseconds);

    public static Timestamp operator +(Timestamp instant, TimeSpan span) => new(instant.UnixMilliseconds + (long)span.TotalMilliseconds);

    public static Timestamp operator -(Timestamp instant, TimeSpan span) => new(instant.UnixMilliseconds - (long)span.TotalMilliseconds);

    public static TimeSpan operator -(Timestamp later, Timestamp earlier) => TimeSpan.FromMilliseconds(later.UnixMilliseconds - earlier.UnixMilliseconds);

    public static bool operator <(Timestamp left, Timestamp right) => left.UnixMilliseconds < right.UnixMilliseconds;

    public static bool operator >(Timestamp left, Timestamp right) => left.UnixMilliseconds > right.UnixMilliseconds;

    public static bool operator <=(Timestamp left, Timestamp right) => left.UnixMilliseconds <= right.UnixMilliseconds;

    public static bool operator >=(Timestamp left, Timestamp right) => left.UnixMilliseconds >= right.UnixMilliseconds;

    public override string ToString() => UnixMilliseconds.ToString(CultureInfo.InvariantCulture);
}
