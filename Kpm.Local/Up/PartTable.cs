using System.Globalization;

namespace Kpm.Local.Up;

/// <summary>The parts of the local cloud, in the order in which they start: a part stands below what it calls.</summary>
public static class PartTable
{
    /// <exception cref="ArgumentException"><c>--only</c> names a part that does not exist.</exception>
    public static IReadOnlyList<PartRow> Rows(UpOptions options)
    {
        var ports = options.Ports;
        var smtp = ports.Smtp.ToString(CultureInfo.InvariantCulture);
        PartRow[] rows =
        [
            // Locks outlive a killed worker: short ones bring its messages back soon.
            Row(options, "service-bus", ports.ServiceBus, "--topology", options.TopologyFile, "--lock-seconds", "10"),
            Row(options, "cosmos", ports.Cosmos, "--topology", options.TopologyFile),
            Row(options, "key-vault", ports.KeyVault),
            Row(options, "blob", ports.Blob, "--topology", options.TopologyFile),
            Row(options, "mailbox", ports.Mailbox, "--smtp-port", smtp) with { Ports = [ports.Mailbox, ports.Smtp] },
            Row(options, "sinks", ports.Sinks, "--smtp-port", smtp, "--webhook", $"http://127.0.0.1:{ports.Api}/api/v1/webhooks/sendgrid"),
            Row(options, "functions", ports.Api, "--app", options.AppFolder) with { Settings = LocalSettings.Read(options) },
        ];
        if (options.Only.Except(rows.Select(row => row.Name)).FirstOrDefault() is { } unknown) throw new ArgumentException($"--only: there is no part '{unknown}'.");
        return options.Only.Count == 0 ? rows : [.. rows.Where(row => options.Only.Contains(row.Name))];
    }

    private static PartRow Row(UpOptions options, string name, int port, params string[] arguments) => new(name, [port],
    [
        "dotnet", typeof(PartTable).Assembly.Location, name,
        "--port", port.ToString(CultureInfo.InvariantCulture),
        "--data", Path.Combine(options.DataFolder, name),
        .. arguments,
    ]);
}
