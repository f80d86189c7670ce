namespace Kpm.Tests.Bench;

/// <summary>The few statistics of a measurement.</summary>
internal static class Statistics
{
    /// <summary>The smallest value that at least this share of the values does not exceed (nearest rank).</summary>
    /// <param name="ascending">The values, smallest first.</param>
    /// <param name="share">Above 0, at most 1; 0.99 is the 99th percentile.</param>
    /// <exception cref="ArgumentException">There are no values.</exception>
    public static double Percentile(IReadOnlyList<double> ascending, double share)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        if (ascending.Count == 0) throw new ArgumentException("There are no values.", nameof(ascending));
        return ascending[(int)Math.Ceiling(share * ascending.Count) - 1];
    }

    /// <summary>The middle value, or the mean of the two in the middle.</summary>
    /// <exception cref="ArgumentException">There are no values.</exception>
    public static double Median(IEnumerable<double> values)
    {
        double[] ascending = [.. values.Order()];
        if (ascending.Length == 0) throw new ArgumentException("There are no values.", nameof(values));
        var middle = ascending.Length / 2;
        return ascending.Length % 2 == 1 ? ascending[middle] : (ascending[middle - 1] + ascending[middle]) / 2;
    }

    /// <summary>The median of the ratios of each pair: what both felt at the same moment cancels out.</summary>
    public static double MedianRatio(IEnumerable<double> measured, IEnumerable<double> baseline) =>
        Median(measured.Zip(baseline, (one, other) => one / other));
}
