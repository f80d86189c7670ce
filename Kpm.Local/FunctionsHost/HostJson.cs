using System.Globalization;
using System.Text.Json.Nodes;

namespace Kpm.Local.FunctionsHost;

/// <summary>
/// The keys of <c>host.json</c> that this host follows, with the defaults of the real one:
/// https://learn.microsoft.com/azure/azure-functions/functions-host-json.
/// </summary>
internal sealed record HostJson(string RoutePrefix, int MaxConcurrentCalls, int PrefetchCount, TimeSpan MaxAutoLockRenewal)
{
    public static HostJson Read(string appFolder)
    {
        var extensions = JsonFile.Read(Path.Combine(appFolder, "host.json"))["extensions"];
        var bus = extensions?["serviceBus"];
        return new HostJson(
            ((string?)extensions?["http"]?["routePrefix"] ?? "api").Trim('/'),
            (int?)bus?["maxConcurrentCalls"] ?? 16,
            (int?)bus?["prefetchCount"] ?? 0,
            Time(bus?["maxAutoLockRenewalDuration"]) ?? TimeSpan.FromMinutes(5));
    }

    private static TimeSpan? Time(JsonNode? value) => value is null ? null : TimeSpan.Parse((string)value!, CultureInfo.InvariantCulture);
}
