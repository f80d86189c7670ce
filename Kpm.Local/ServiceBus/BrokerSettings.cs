using Kpm.Local.Hosting;

namespace Kpm.Local.ServiceBus;

/// <summary>What the part was started with.</summary>
/// <param name="Port">AMQP port on 127.0.0.1.</param>
/// <param name="ControlPort">Port of the control endpoint; null when there is none.</param>
/// <param name="DataFolder">Holds all state.</param>
/// <param name="Queues">Names of the queues.</param>
/// <param name="Queue">Settings of every queue.</param>
internal sealed record BrokerSettings(int Port, int? ControlPort, string DataFolder, IReadOnlyList<string> Queues, QueueSettings Queue)
{
    private const int DefaultPort = 5672;

    /// <exception cref="ArgumentException">An option is missing or out of bounds.</exception>
    /// <exception cref="FormatException">An option is not a number.</exception>
    /// <exception cref="IOException">The topology cannot be read.</exception>
    /// <exception cref="System.Text.Json.JsonException">The topology is not well-formed.</exception>
    public static BrokerSettings From(PartOptions options)
    {
        var topology = Topology.Read(options.Required("topology"));
        return new BrokerSettings(
            options.Integer("port", DefaultPort),
            options.Find("control-port") is null ? null : options.Integer("control-port", 0),
            options.Required("data"),
            topology.Queues,
            QueueSettings.From(topology.QueueDefaults, options));
    }
}
