namespace Kpm.Local.Up;

/// <summary>One part of the local cloud as <c>up</c> starts it: its ports, its command and what its environment holds beyond the basics.</summary>
public sealed record PartRow(string Name, IReadOnlyList<int> Ports, IReadOnlyList<string> Command, IReadOnlyDictionary<string, string> Settings)
{
    public PartRow(string name, IReadOnlyList<int> ports, IReadOnlyList<string> command)
        : this(name, ports, command, new Dictionary<string, string>())
    {
    }
}
