using System.Reflection;
using Kpm.Functions.Timers;
using Kpm.Tests.Running;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Tests.Ceilings;

/// <summary>Measures every endpoint of the table on a system of its own.</summary>
internal static class CeilingRun
{
    private const int Attempts = 3;

    /// <summary>What each endpoint cost, in the order of the table.</summary>
    /// <exception cref="InvalidOperationException">A request was refused.</exception>
    /// <exception cref="StaleMeasureException">The machine stood still again and again.</exception>
    public static async Task<IReadOnlyList<MeasuredEndpoint>> MeasureAsync()
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await MeasureOnceAsync();
            }
            catch (StaleMeasureException) when (attempt < Attempts)
            {
                // Most requests cannot be sent twice: the whole table is measured again, on another system.
            }
        }
    }

    /// <summary>Work that is due must not be sent while something else is measured.</summary>
    public static Dictionary<string, string> WithoutTimers() => typeof(SweepOutboxes).Assembly.GetTypes()
        .Where(type => type.Namespace == typeof(SweepOutboxes).Namespace)
        .SelectMany(type => type.GetMethods())
        .Select(method => method.GetCustomAttribute<FunctionAttribute>())
        .OfType<FunctionAttribute>()
        .ToDictionary(function => $"AzureWebJobs__{function.Name}__Disabled", _ => "true", StringComparer.Ordinal);

    /// <summary>Measures, and prints the table.</summary>
    public static async Task PrintAsync(TextWriter output)
    {
        await output.WriteLineAsync($"{"",-28}{EndpointCost.Header}");
        foreach (var (ceiling, cost, _) in await MeasureAsync()) await output.WriteLineAsync($"{ceiling.Endpoint,-28}{cost}  {ceiling.Note}");
    }

    private static async Task<IReadOnlyList<MeasuredEndpoint>> MeasureOnceAsync()
    {
        await using var system = await KpmSystem.StartAsync(WithoutTimers(), livesLong: true);
        using var world = await CeilingWorld.PrepareAsync(system);
        using var counter = new RequestCounter(system);
        await system.BusOperator.HoldDeliveriesAsync(true);
        var costs = new List<MeasuredEndpoint>();
        foreach (var ceiling in EndpointCeilings.All)
        {
            ApiAnswer? answer = null;
            var cost = await counter.MeasureAsync(world.WarmAsync, async () => answer = await ceiling.SendAsync(world));
            if ((int)answer!.Status >= 400) throw new InvalidOperationException($"{ceiling.Endpoint}: {answer}");
            costs.Add(new MeasuredEndpoint(ceiling, cost, counter.Asked));
        }

        return costs;
    }
}

/// <summary>What an endpoint cost.</summary>
/// <param name="Ceiling">What it may cost.</param>
/// <param name="Cost">What it cost.</param>
/// <param name="Asked">What was asked of which container.</param>
internal sealed record MeasuredEndpoint(EndpointCeiling Ceiling, EndpointCost Cost, string Asked);
