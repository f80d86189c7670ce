using System.Globalization;

namespace Kpm.Tests.Bench;

/// <summary>What a ratio or amount ought to be.</summary>
/// <param name="Limit">The limit, itself still allowed.</param>
/// <param name="IsUpper">Whether more than the limit misses it; else less does.</param>
internal sealed record Target(double Limit, bool IsUpper)
{
    public static Target AtLeast(double limit) => new(limit, IsUpper: false);

    public static Target AtMost(double limit) => new(limit, IsUpper: true);

    /// <summary><c>ok</c>, <c>over</c> or <c>under</c>.</summary>
    public string Verdict(double value) => (IsUpper, value.CompareTo(Limit)) switch
    {
        (true, > 0) => "over",
        (false, < 0) => "under",
        _ => "ok",
    };

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(IsUpper ? "<=" : ">=")} {Limit:0.##}");
}
