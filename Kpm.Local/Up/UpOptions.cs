using Kpm.Local.Hosting;

namespace Kpm.Local.Up;

/// <summary>The command line of <c>up</c>: where everything lives, and the ports, of which each has a default.</summary>
public sealed record UpOptions(string DataFolder, string AppFolder, string TopologyFile, string? SettingFile, IReadOnlyList<string> Only, UpPorts Ports)
{
    public static UpOptions Parse(PartOptions options) => new(
        Path.GetFullPath(options.Optional("data", ".local")),
        Path.GetFullPath(options.Required("app")),
        Path.GetFullPath(options.Optional("topology", Path.Combine("infra", "topology.json"))),
        options.Find("setting-file") is { } file ? Path.GetFullPath(file) : null,
        options.Optional("only", "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        new UpPorts(
            options.Integer("api-port", 7071),
            options.Integer("sinks-port", 7025),
            options.Integer("smtp-port", 7026),
            options.Integer("mailbox-port", 7080),
            options.Integer("cosmos-port", 7081),
            options.Integer("key-vault-port", 7082),
            options.Integer("blob-port", 7083),
            options.Integer("service-bus-port", 7084)));
}

/// <summary>The ports of the local cloud, all on 127.0.0.1.</summary>
public sealed record UpPorts(int Api, int Sinks, int Smtp, int Mailbox, int Cosmos, int KeyVault, int Blob, int ServiceBus);
