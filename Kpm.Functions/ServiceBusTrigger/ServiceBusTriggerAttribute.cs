using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// Stands in for the attribute of the Service Bus extension package where that package cannot be restored; same name, same
/// namespace, same metadata. <c>UseServiceBusExtensionPackage=true</c> compiles against the package instead.
/// </summary>
/// <remarks>Plain constructors: their parameter names become the names in <c>functions.metadata</c>.</remarks>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class ServiceBusTriggerAttribute : TriggerBindingAttribute
{
    public ServiceBusTriggerAttribute(string queueName)
    {
        QueueName = queueName;
    }

    public string QueueName { get; }

    public string? Connection { get; set; }
}
