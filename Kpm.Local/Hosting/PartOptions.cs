using System.Globalization;

namespace Kpm.Local.Hosting;

/// <summary>The <c>--name value</c> pairs of one part's command line.</summary>
public sealed class PartOptions(IReadOnlyDictionary<string, string> values)
{
    /// <summary>Parses <c>--name value</c> pairs; a name without a value is an error.</summary>
    public static PartOptions Parse(IEnumerable<string> args)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        string? name = null;
        foreach (var arg in args)
        {
            if (name is null)
            {
                name = arg.StartsWith("--", StringComparison.Ordinal) ? arg[2..] : throw new ArgumentException($"'{arg}' is not an option name.");
                continue;
            }

            values[name] = arg;
            name = null;
        }

        return name is null ? new PartOptions(values) : throw new ArgumentException($"--{name} has no value.");
    }

    public string Required(string name) => values.GetValueOrDefault(name) ?? throw new ArgumentException($"--{name} is required.");

    public string Optional(string name, string otherwise) => values.GetValueOrDefault(name) ?? otherwise;

    public string? Find(string name) => values.GetValueOrDefault(name);

    public int Integer(string name, int otherwise) => values.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
