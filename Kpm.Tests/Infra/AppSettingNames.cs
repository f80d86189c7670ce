using System.Reflection;
using System.Text.RegularExpressions;
using Kpm.Functions.Composition;
using Kpm.Functions.Http.RateLimits;
using Kpm.Functions.Telemetry;
using Kpm.Tests.Local;

namespace Kpm.Tests.Infra;

/// <summary>The settings that the app binds, in the form of environment variables: read from its registrations and options classes.</summary>
internal static partial class AppSettingNames
{
    public static IReadOnlyList<string> All { get; } = [.. Sections().SelectMany(section => Below(section.Name, section.Options)).Concat(OfTelemetry).Order(StringComparer.Ordinal)];

    /// <summary>Standard names, which lie in no section.</summary>
    private static string[] OfTelemetry => [TelemetryOptions.CollectorSetting, TelemetryOptions.InsightsSetting, TelemetryOptions.SamplingSetting];

    private static IEnumerable<(string Name, Type Options)> Sections() =>
        from file in Directory.EnumerateFiles(Path.Combine(LocalPart.RepositoryRoot, "Kpm.Functions", "Composition"), "*.cs")
        from Match call in Registration().Matches(File.ReadAllText(file))
        select (call.Groups[2].Value, typeof(SharedRegistration).Assembly.GetTypes().Single(type => type.Name == call.Groups[1].Value));

    private static IEnumerable<string> Below(string prefix, Type options) =>
        options.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite).SelectMany(property =>
            property.PropertyType == typeof(RateLimitFigures) ? Below($"{prefix}__{property.Name}", property.PropertyType) : [$"{prefix}__{property.Name}"]);

    [GeneratedRegex(@"services\.AddSettings<(\w+)>\(""(\w+)""\)")]
    private static partial Regex Registration();
}
