using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Kpm.Functions.Telemetry;

/// <summary>
/// Where telemetry goes: to Application Insights, to any collector that speaks OTLP, to both, or nowhere. The names of the settings are the
/// standard ones of the platform and of OpenTelemetry, which reads its intervals itself (<c>OTEL_METRIC_EXPORT_INTERVAL</c>,
/// <c>OTEL_BSP_SCHEDULE_DELAY</c>, <c>OTEL_BLRP_SCHEDULE_DELAY</c>, in milliseconds).
/// Source: opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables.
/// </summary>
internal sealed class TelemetryOptions : IValidatableObject
{
    public const string CollectorSetting = "OTEL_EXPORTER_OTLP_ENDPOINT";
    public const string InsightsSetting = "APPLICATIONINSIGHTS_CONNECTION_STRING";

    public const string SamplingSetting = "OTEL_TRACES_SAMPLER_ARG";

    private string? _collector;
    private string? _sampling;

    /// <summary>Base address of a collector, which takes OTLP over HTTP in protobuf; null: none.</summary>
    public Uri? Collector { get; private set; }

    /// <summary>Connection string of Application Insights, which is entered with the app's identity; null: none.</summary>
    public string? Insights { get; private set; }

    /// <summary>
    /// Which share of the traces is written, from 0 to 1; 1 unless set. It follows from the trace id, so that a trace is whole however many
    /// instances it runs through. Metrics and logs are always whole.
    /// </summary>
    public double SamplingRatio { get; private set; } = 1;

    public bool IsOn => Collector is not null || Insights is not null;

    public void Read(IConfiguration settings)
    {
        Insights = settings[InsightsSetting] is { Length: > 0 } insights ? insights : null;
        _collector = settings[CollectorSetting] is { Length: > 0 } collector ? collector : null;
        Collector = Uri.TryCreate(_collector, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : null;
        _sampling = settings[SamplingSetting] is { Length: > 0 } sampling ? sampling : null;
        if (double.TryParse(_sampling, NumberStyles.Float, CultureInfo.InvariantCulture, out var ratio)) SamplingRatio = ratio;
    }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (_collector is not null && Collector is null) yield return new ValidationResult($"{CollectorSetting} must be an address such as http://127.0.0.1:4318.");
        if (_sampling is not null && !(double.TryParse(_sampling, NumberStyles.Float, CultureInfo.InvariantCulture, out var ratio) && ratio is >= 0 and <= 1))
            yield return new ValidationResult($"{SamplingSetting} must be a number from 0 to 1.");
    }
}
