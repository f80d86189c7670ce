using System.Globalization;

namespace Kpm.Tests.Bench;

/// <summary>Prints the figures as a table, row by row.</summary>
internal sealed class BenchReport(TextWriter output)
{
    public async Task SectionAsync(string title)
    {
        await output.WriteLineAsync($"\n{title}");
        await WriteAsync("", "measured", "baseline", "ratio", "target", "");
    }

    /// <summary>A figure beside its baseline.</summary>
    /// <param name="name">What was measured, and beside what.</param>
    /// <param name="measured">With unit.</param>
    /// <param name="baseline">With unit.</param>
    /// <param name="ratio">Measured by baseline.</param>
    /// <param name="target">Of the ratio, if there is one.</param>
    public Task RatioAsync(string name, string measured, string baseline, double ratio, Target? target = null) =>
        WriteAsync(name, measured, baseline, ratio.ToString("0.00", CultureInfo.InvariantCulture), target?.ToString() ?? "", target?.Verdict(ratio) ?? "");

    /// <summary>Growth of memory in MiB, judged as such.</summary>
    public Task GrowthAsync(string name, double measured, double baseline, Target target) => WriteAsync(
        name, Mebibytes(measured), Mebibytes(baseline), (measured - baseline).ToString("+0;-0", CultureInfo.InvariantCulture), target.ToString(), target.Verdict(measured - baseline));

    public Task NoteAsync(string text) => output.WriteLineAsync($"  {text}");

    public static string Mebibytes(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:0} MiB");

    public static string Milliseconds(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:0.00} ms");

    public static string PerSecond(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:0}/s");

    private Task WriteAsync(string name, string measured, string baseline, string ratio, string target, string verdict) =>
        output.WriteLineAsync($"  {name,-72} {measured,12} {baseline,12} {ratio,7} {target,8}  {verdict}".TrimEnd());
}
