using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Kpm.Functions.Shared;
using Kpm.Functions.Telemetry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Kpm.Functions.Composition;

/// <summary>Traces, metrics and logs: written by OpenTelemetry when there is a place for them, and not even made when there is none.</summary>
internal static class TelemetryRegistration
{
    // Tells the host not to write the worker's logs a second time.
    private const string WorkerWritesTelemetry = "WorkerOpenTelemetryEnabled";

    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration settings)
    {
        services.AddOptions<TelemetryOptions>().Configure<IConfiguration>((read, from) => read.Read(from)).ValidateDataAnnotations().ValidateOnStart();
        var options = new TelemetryOptions();
        options.Read(settings);
        if (!options.IsOn) return services;

        services.Configure<WorkerOptions>(worker => worker.Capabilities[WorkerWritesTelemetry] = bool.TrueString);
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("kpm", serviceVersion: VersionFunction.Version))
            .WithTracing(traces => traces.AddSource(KpmTrace.Name).SetSampler(new TraceIdRatioBasedSampler(options.SamplingRatio)))
            .WithMetrics(metrics => metrics.AddMeter(KpmMeter.Name))
            .WithLogging(_ => { }, logs => logs.IncludeScopes = false);
        if (options.Collector is { } collector) telemetry.UseOtlpExporter(OtlpExportProtocol.HttpProtobuf, collector);
        if (options.Insights is { } insights)
        {
            telemetry.UseAzureMonitorExporter(exporter =>
            {
                exporter.ConnectionString = insights;
                exporter.Credential = new DefaultAzureCredential();
                exporter.SamplingRatio = (float)options.SamplingRatio;
                exporter.TracesPerSecond = null;

                // A log line of a trace that is not written may be the only word of a failure.
                exporter.EnableTraceBasedLogsSampler = false;
                exporter.EnableLiveMetrics = false;
                exporter.EnablePerformanceCounters = false;
            });
        }

        return services;
    }
}
