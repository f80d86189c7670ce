using System.Globalization;

namespace Kpm.Local.Cosmos.Observation;

/// <summary>
/// Request units by item size: the documented charges of point reads and writes with straight lines between them and one flat step
/// below 1 KB. https://learn.microsoft.com/azure/cosmos-db/request-units, https://learn.microsoft.com/azure/cosmos-db/key-value-store-cost
/// </summary>
internal static class RequestCharges
{
    public const double Metadata = 1;

    private const double QueryBase = 2.3;
    private static readonly (double Kilobytes, double Read, double Write)[] Known = [(1, 1.0, 4.95), (2, 1.04, 6.29), (4, 1.14, 6.67), (100, 10.0, 49.5)];

    public static double Read(long bytes) => Line(bytes, point => point.Read);

    public static double Write(long bytes) => Line(bytes, point => point.Write);

    /// <summary>A query pays a base per partition asked and a tenth of a point read for each document it returned.</summary>
    public static double Query(long documents, long bytes) => QueryBase + (documents == 0 ? 0 : documents * Read(bytes / documents) / 10);

    public static string Format(double charge) => Math.Round(charge, 2).ToString(CultureInfo.InvariantCulture);

    private static double Line(long bytes, Func<(double Kilobytes, double Read, double Write), double> charge)
    {
        var size = Math.Max(bytes / 1024.0, Known[0].Kilobytes);
        var upper = Math.Clamp(Array.FindIndex(Known, point => point.Kilobytes >= size), 1, Known.Length - 1);
        if (size > Known[^1].Kilobytes) upper = Known.Length - 1;
        var (from, to) = (Known[upper - 1], Known[upper]);
        return charge(from) + ((charge(to) - charge(from)) * (size - from.Kilobytes) / (to.Kilobytes - from.Kilobytes));
    }
}
