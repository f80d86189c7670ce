using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Same name, namespace and metadata as the attribute of the extension package.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class ServiceBusTriggerAttribute : TriggerBindingAttribute
{
    // No primary constructor: the metadata generator reads plain ones only, and parameter names become the JSON names.
    public ServiceBusTriggerAttribute(string queueName) => QueueName = queueName;

    public string QueueName { get; }

    public string? Connection { get; set; }
}
