using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kpm.Local.Cosmos.Http;

namespace Kpm.Local.Cosmos.Items;

/// <summary>The place in a document that a patch path (JSON pointer, RFC 6901) names: a property of an object or an element of an array.</summary>
internal readonly struct PatchTarget
{
    private readonly JsonNode _parent;
    private readonly string _name;

    private PatchTarget(JsonNode parent, string name) => (_parent, _name) = (parent, name);

    public static IReadOnlyList<string> Names(string path)
    {
        if (path.Length < 2 || path[0] != '/') throw CosmosError.BadRequest($"'{path}' is no patch path.");
        return path[1..].Split('/').Select(name => name.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)).ToList();
    }

    /// <exception cref="CosmosError">400: the parent of the place does not exist.</exception>
    public static PatchTarget At(JsonObject document, string path)
    {
        var names = Names(path);
        JsonNode? parent = document;
        foreach (var name in names.SkipLast(1))
        {
            parent = parent switch
            {
                JsonObject node => node[name],
                JsonArray array when Index(name) is { } index && index < array.Count => array[index],
                _ => null,
            };
        }

        return parent is JsonObject or JsonArray ? new PatchTarget(parent, names[^1]) : throw CosmosError.BadRequest($"The patch path '{path}' has no parent in the document.");
    }

    /// <summary>Sets a property; inserts into an array before an index or, at '-', at the end.</summary>
    public void Add(JsonNode? value)
    {
        if (_parent is JsonArray array) array.Insert(_name == "-" ? array.Count : Element(array, array.Count), value);
        else _parent.AsObject()[_name] = value;
    }

    /// <summary>Like add, but an array element is replaced.</summary>
    public void Set(JsonNode? value)
    {
        if (_parent is JsonArray array) array[Element(array, array.Count - 1)] = value;
        else _parent.AsObject()[_name] = value;
    }

    /// <summary>Like set, but the place must exist.</summary>
    public void Replace(JsonNode? value)
    {
        RequireExisting();
        Set(value);
    }

    public JsonNode? Remove()
    {
        RequireExisting();
        if (_parent is JsonArray array)
        {
            var index = Element(array, array.Count - 1);
            var element = array[index];
            array.RemoveAt(index);
            return element;
        }

        _parent.AsObject().Remove(_name, out var value);
        return value;
    }

    /// <summary>Adds a number; a missing property becomes that number.</summary>
    public void Increment(JsonNode? by)
    {
        if (by?.GetValueKind() != JsonValueKind.Number) throw CosmosError.BadRequest("An increment needs a number.");
        var current = _parent is JsonArray array ? array[Element(array, array.Count - 1)] : _parent.AsObject()[_name];
        if (current is null && (_parent is JsonArray || _parent.AsObject().ContainsKey(_name))) throw NotANumber();
        if (current is null) Set(by);
        else if (current.GetValueKind() != JsonValueKind.Number) throw NotANumber();
        else Set(Sum(current, by));
    }

    private static JsonValue Sum(JsonNode left, JsonNode right)
    {
        var (a, b) = (JsonSerializer.SerializeToElement(left), JsonSerializer.SerializeToElement(right));
        return a.TryGetInt64(out var x) && b.TryGetInt64(out var y) ? JsonValue.Create(x + y) : JsonValue.Create(a.GetDouble() + b.GetDouble());
    }

    private static CosmosError NotANumber() => CosmosError.BadRequest("An increment needs a number in the document.");

    private static int? Index(string name) => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;

    private int Element(JsonArray array, int max) =>
        Index(_name) is { } index && index <= max ? index : throw CosmosError.BadRequest($"'{_name}' is no index into an array of {array.Count} elements.");

    private void RequireExisting()
    {
        if (_parent is JsonObject node && !node.ContainsKey(_name)) throw CosmosError.BadRequest($"The document has no property '{_name}' at the patch path.");
    }
}
