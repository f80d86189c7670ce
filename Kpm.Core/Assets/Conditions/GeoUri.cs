using System.Globalization;

namespace Kpm.Core.Assets;

/// <summary>A point on the earth as a <c>geo:</c> URI (RFC 5870). Altitude and unknown parameters do not count; another system than WGS 84 is not read.</summary>
internal sealed record GeoUri(double Latitude, double Longitude, double? Uncertainty)
{
    public const int Decimals = 7;
    private const string Scheme = "geo:";
    private const NumberStyles Number = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    public static bool IsOne(string text) => text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    public static GeoUri? Read(string text)
    {
        if (!IsOne(text)) return null;
        var parts = text[Scheme.Length..].Split(';');
        var coordinates = parts[0].Split(',');
        if (coordinates.Length is not (2 or 3) || ReadNumber(coordinates[0]) is not (>= -90 and <= 90 and var latitude) || ReadNumber(coordinates[1]) is not (>= -180 and <= 180 and var longitude)) return null;
        double? uncertainty = null;
        foreach (var parameter in parts.Skip(1).Select(part => part.Split('=', 2)))
        {
            if (Is(parameter[0], "crs") && !(parameter.Length == 2 && Is(parameter[1], "wgs84"))) return null;
            if (!Is(parameter[0], "u")) continue;
            if (parameter.Length != 2 || ReadNumber(parameter[1]) is not (>= 0 and var metres)) return null;
            uncertainty = metres;
        }

        return new GeoUri(latitude, longitude, uncertainty);
    }

    public static string Write(double latitude, double longitude, double radius) =>
        string.Create(CultureInfo.InvariantCulture, $"{Scheme}{latitude:0.#######},{longitude:0.#######};u={radius:0.#}");

    private static bool Is(string text, string name) => text.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static double? ReadNumber(string text) => double.TryParse(text, Number, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
