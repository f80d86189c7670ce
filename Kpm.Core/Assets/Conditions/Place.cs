namespace Kpm.Core.Assets;

/// <summary>Where a release can be claimed. The hierarchy is closed.</summary>
public abstract record Place
{
    public const int MaximumLength = 255;

    private Place()
    {
    }

    /// <summary>The one text form: a <c>geo:</c> URI (RFC 5870) for an area, else the name itself.</summary>
    public abstract string Text { get; }

    /// <summary>Whether somebody who says this of where they are is at the place.</summary>
    /// <param name="stated">A name, or the <c>geo:</c> URI of a point; its uncertainty does not count.</param>
    public abstract bool Admits(string stated);

    /// <summary>Reads a text form; null when it is none: blank, too long, or no right <c>geo:</c> URI with an uncertainty, which is the radius.</summary>
    public static Place? Read(string? text)
    {
        if (text is null || FieldRules.LengthOf(text) > MaximumLength || Named.Normalize(text).Length == 0) return null;
        if (!GeoUri.IsOne(text)) return new Named(text);
        return GeoUri.Read(text) is { Uncertainty: { } radius } uri ? Area.Of(uri.Latitude, uri.Longitude, radius) : null;
    }

    /// <summary>Never the place: it must not reach a log.</summary>
    public sealed override string ToString() => GetType().Name;

    /// <summary>A place by its name; upper and lower case and blanks (U+0020) do not count.</summary>
    public sealed record Named(string Name) : Place
    {
        public override string Text => Name;

        public override bool Admits(string stated) => Normalize(stated) == Normalize(Name);

        internal static string Normalize(string name) => name.ToLowerInvariant().Replace(" ", "", StringComparison.Ordinal);
    }

    /// <summary>Every point at most so far from one, along the surface of WGS 84.</summary>
    public sealed record Area : Place
    {
        public const double SmallestRadius = 1;
        public const double LargestRadius = 1_000_000;

        private Area(double latitude, double longitude, double radius)
        {
            Latitude = latitude;
            Longitude = longitude;
            Radius = radius;
        }

        /// <summary>Degrees north of the equator, to 7 decimals (about a centimetre).</summary>
        public double Latitude { get; }

        /// <summary>Degrees east of Greenwich, to 7 decimals.</summary>
        public double Longitude { get; }

        /// <summary>Metres, to a decimetre.</summary>
        public double Radius { get; }

        public override string Text => GeoUri.Write(Latitude, Longitude, Radius);

        /// <summary>An area; null when a number is out of range.</summary>
        public static Area? Of(double latitude, double longitude, double radius) =>
            latitude is >= -90 and <= 90 && longitude is >= -180 and <= 180 && radius is >= SmallestRadius and <= LargestRadius
                ? new Area(Math.Round(latitude, GeoUri.Decimals), Math.Round(longitude, GeoUri.Decimals), Math.Round(radius, 1))
                : null;

        public override bool Admits(string stated) =>
            GeoUri.Read(stated) is { } point && Geodesic.Metres(Latitude, Longitude, point.Latitude, point.Longitude) <= Radius;
    }
}
