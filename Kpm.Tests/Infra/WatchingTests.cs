using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Kpm.Functions.Timers;
using Kpm.Tests.Local;

namespace Kpm.Tests.Infra;

/// <summary>Alerts, workbook, metrics and runbooks speak of the same things.</summary>
public sealed partial class WatchingTests
{
    private static readonly string Docs = Path.Combine(LocalPart.RepositoryRoot, "docs");
    private static readonly string Workbook = File.ReadAllText(Path.Combine(BicepCompiler.Folder, "workbook.json"));

    private static IReadOnlyList<string> Metrics { get; } =
        [.. MetricName().Matches(File.ReadAllText(Path.Combine(LocalPart.RepositoryRoot, "Kpm.Functions", "Telemetry", "KpmMeter.cs"))).Select(match => match.Value.Trim('"')).Distinct()];

    [Theory]
    [MemberData(nameof(PredictedEnvironment.Names), MemberType = typeof(PredictedEnvironment))]
    public void Given_TheAlerts_When_TheirPagesAreRead_Then_EachHasOneThatNamesIt(string environment)
    {
        var index = File.ReadAllText(Path.Combine(Docs, "runbooks", "README.md"));

        var alerts = Alerts(environment);

        alerts.Should().HaveCount(13);
        foreach (var (name, description) in alerts)
        {
            index.Should().Contain($"`{name}`");
            var page = File.ReadAllText(Path.Combine(LocalPart.RepositoryRoot, description));
            page.Should().Contain($"`{name}`").And.ContainAll("## What is seen", "## What to do first", "## How to know that it is over");
        }
    }

    [Fact]
    public void Given_ThePagesOfRunbooks_When_TheIndexIsRead_Then_ItLinksEach()
    {
        var index = File.ReadAllText(Path.Combine(Docs, "runbooks", "README.md"));

        foreach (var page in Directory.EnumerateFiles(Path.Combine(Docs, "runbooks"), "*.md").Select(Path.GetFileName).Where(page => page != "README.md"))
            index.Should().Contain($"({page})");
    }

    [Fact]
    public void Given_TheMetricsOfTheApp_When_TheWorkbookIsRead_Then_ItShowsEachAndNoOther()
    {
        JsonNode.Parse(Workbook)!["items"]!.AsArray().Should().NotBeEmpty();

        MetricName().Matches(Workbook).Select(match => match.Value.Trim('"', '\\')).Distinct().Should().BeEquivalentTo(Metrics);
    }

    [Theory]
    [MemberData(nameof(PredictedEnvironment.Names), MemberType = typeof(PredictedEnvironment))]
    public void Given_TheQueriesOfAlerts_When_TheirMetricsAndFunctionsAreRead_Then_TheAppHasThem(string environment)
    {
        var queries = PredictedEnvironment.Read(environment).Of("Microsoft.Insights/scheduledQueryRules").Select(rule => (string)rule["properties"]!["criteria"]!["allOf"]![0]!["query"]!).ToList();

        queries.SelectMany(query => MetricName().Matches(query)).Select(match => match.Value.Trim('"')).Should().NotBeEmpty().And.BeSubsetOf(Metrics);
        queries.Should().ContainSingle(query => query.Contains("SweepOutboxes", StringComparison.Ordinal));
        Job.All.Should().Contain(job => job.Name == "SweepOutboxes");
    }

    [Fact]
    public void Given_TheCodesThatTheRunbookOfFailuresExplains_When_TheCodeIsRead_Then_ItUsesThem()
    {
        var page = File.ReadAllText(Path.Combine(Docs, "runbooks", "failures.md"));
        var sources = string.Concat(new[] { "Kpm.Core", "Kpm.Functions" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(LocalPart.RepositoryRoot, folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal)).Select(File.ReadAllText));

        var codes = page.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).SelectMany(line => Code().Matches(line.Split('|')[1])).Select(match => match.Groups["code"].Value).ToList();

        codes.Should().HaveCountGreaterThan(10);
        foreach (var code in codes) sources.Should().Contain($"\"{code}\"");
    }

    private static IReadOnlyList<(string Name, string Description)> Alerts(string environment) =>
    [
        .. from type in new[] { "Microsoft.Insights/metricAlerts", "Microsoft.Insights/scheduledQueryRules" }
           from alert in PredictedEnvironment.Read(environment).Of(type)
           select (PredictedEnvironment.NameOf(alert)[$"kpm-{environment}-".Length..], (string)alert["properties"]!["description"]!),
    ];

    [GeneratedRegex("\\\\?\"kpm\\.[a-z_.]+\\\\?\"", RegexOptions.None, 1000)]
    private static partial Regex MetricName();

    [GeneratedRegex("`(?<code>[a-z_]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();
}
