namespace Kpm.Core.Assets;

/// <summary>Distances on the ellipsoid of WGS 84.</summary>
/// <remarks>The inverse method of T. Vincenty, "Direct and inverse solutions of geodesics on the ellipsoid", Survey Review 23 (1975).</remarks>
public static class Geodesic
{
    private const double EquatorialRadius = 6_378_137;
    private const double Flattening = 1 / 298.257223563;
    private const double PolarRadius = EquatorialRadius * (1 - Flattening);
    private const double MeanRadius = 6_371_008.8;
    private const int MostIterations = 200;
    private const double Precision = 1e-12;

    /// <summary>
    /// Metres between two points given in degrees; right to a millimetre. Between nearly opposite points of the globe, where the
    /// method finds no end, that of a sphere: wrong by at most 1 in 200, and far beyond any radius of a place.
    /// </summary>
    public static double Metres(double latitude1, double longitude1, double latitude2, double longitude2)
    {
        var (u1, u2) = (ReducedLatitude(latitude1), ReducedLatitude(latitude2));
        var (sinU1, cosU1) = Math.SinCos(u1);
        var (sinU2, cosU2) = Math.SinCos(u2);
        var apart = double.DegreesToRadians(longitude2 - longitude1);
        var lambda = apart;
        for (var i = 0; i < MostIterations; i++)
        {
            var (sinLambda, cosLambda) = Math.SinCos(lambda);
            var sinSigma = double.Hypot(cosU2 * sinLambda, (cosU1 * sinU2) - (sinU1 * cosU2 * cosLambda));
            if (sinSigma == 0 && cosLambda > 0) return 0;
            var cosSigma = (sinU1 * sinU2) + (cosU1 * cosU2 * cosLambda);
            var sigma = Math.Atan2(sinSigma, cosSigma);
            var sinAlpha = sinSigma == 0 ? 0 : cosU1 * cosU2 * sinLambda / sinSigma;
            var cosSquaredAlpha = 1 - (sinAlpha * sinAlpha);
            var cosTwiceMiddle = cosSquaredAlpha == 0 ? 0 : cosSigma - (2 * sinU1 * sinU2 / cosSquaredAlpha);
            var c = Flattening / 16 * cosSquaredAlpha * (4 + (Flattening * (4 - (3 * cosSquaredAlpha))));
            var before = lambda;
            lambda = apart + ((1 - c) * Flattening * sinAlpha * (sigma + (c * sinSigma * (cosTwiceMiddle + (c * cosSigma * ((2 * cosTwiceMiddle * cosTwiceMiddle) - 1))))));
            if (Math.Abs(lambda) > Math.PI && Math.Abs(apart) <= Math.PI) break;
            if (Math.Abs(lambda - before) < Precision) return Length(cosSquaredAlpha, sigma, sinSigma, cosSigma, cosTwiceMiddle);
        }

        return OnSphere(double.DegreesToRadians(latitude1), double.DegreesToRadians(latitude2), apart);
    }

    private static double Length(double cosSquaredAlpha, double sigma, double sinSigma, double cosSigma, double cosTwiceMiddle)
    {
        var uSquared = cosSquaredAlpha * ((EquatorialRadius * EquatorialRadius) - (PolarRadius * PolarRadius)) / (PolarRadius * PolarRadius);
        var a = 1 + (uSquared / 16_384 * (4_096 + (uSquared * (-768 + (uSquared * (320 - (175 * uSquared)))))));
        var b = uSquared / 1_024 * (256 + (uSquared * (-128 + (uSquared * (74 - (47 * uSquared))))));
        var squared = cosTwiceMiddle * cosTwiceMiddle;
        var correction = b * sinSigma * (cosTwiceMiddle + (b / 4 * ((cosSigma * (-1 + (2 * squared))) - (b / 6 * cosTwiceMiddle * (-3 + (4 * sinSigma * sinSigma)) * (-3 + (4 * squared))))));
        return PolarRadius * a * (sigma - correction);
    }

    private static double OnSphere(double latitude1, double latitude2, double apart)
    {
        var (half, across) = (Math.Sin((latitude2 - latitude1) / 2), Math.Sin(apart / 2));
        var chord = (half * half) + (Math.Cos(latitude1) * Math.Cos(latitude2) * across * across);
        return 2 * MeanRadius * Math.Asin(Math.Min(1, Math.Sqrt(chord)));
    }

    private static double ReducedLatitude(double degrees) => Math.Atan((1 - Flattening) * Math.Tan(double.DegreesToRadians(degrees)));
}
