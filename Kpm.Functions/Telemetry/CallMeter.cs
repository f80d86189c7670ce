using Azure.Core;
using Azure.Core.Pipeline;

namespace Kpm.Functions.Telemetry;

/// <summary>Counts calls of a client of Azure, tries again included: each is on the bill.</summary>
/// <param name="service">The service's word in the metric.</param>
internal sealed class CallMeter(string service) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message) => KpmMeter.Called(service);
}
