using System.Text.Json.Nodes;

namespace Kpm.Tests.Contracts;

/// <summary>One method on one path of the contract.</summary>
internal sealed class ContractOperation
{
    private readonly JsonObject _node;
    private readonly string[] _segments;

    public ContractOperation(ContractDocument document, string method, string route, JsonObject node)
    {
        _node = node;
        Method = method;
        Route = route;
        _segments = route.Split('/');
        Parameters = [.. (node["parameters"]?.AsArray() ?? []).Select(parameter => document.Resolve(parameter!))];
        RequestExamples = [.. ContractExample.Of(document, node["requestBody"]?["content"])];
        Responses = [.. node["responses"]!.AsObject().Select(response => new ContractResponse(document, int.Parse(response.Key), document.Resolve(response.Value!)))];
    }

    /// <summary>In upper case.</summary>
    public string Method { get; }

    /// <summary>The path template with the base, for example <c>/api/v1/users/{userId}</c>.</summary>
    public string Route { get; }

    public string Id => (string)_node["operationId"]!;

    public string? Access => (string?)_node["x-kpm-access"];

    public bool IsDeprecated => (bool?)_node["deprecated"] == true;

    /// <summary>The names of the security schemes that let a request in; empty for anyone.</summary>
    public IReadOnlyList<string> Security => [.. _node["security"]!.AsArray().SelectMany(requirement => requirement!.AsObject()).Select(scheme => scheme.Key)];

    public IReadOnlyList<JsonObject> Parameters { get; }

    /// <summary>What may be sent as JSON or as a form.</summary>
    public IReadOnlyList<(string MediaType, ContractExample? Example)> RequestExamples { get; }

    /// <summary>The example that is sent as JSON, or else as a form; null for an operation that takes neither.</summary>
    public ContractExample? RequestExample => RequestExamples.OrderByDescending(body => body.MediaType == ContractExample.Json).Select(body => body.Example).FirstOrDefault();

    /// <summary>The route with the example of each parameter.</summary>
    public string ExamplePath => string.Join('/', _segments.Select(segment => IsParameter(segment) ? ExampleOf(segment.Trim('{', '}')) ?? segment : segment));

    public IReadOnlyList<ContractResponse> Responses { get; }

    /// <summary>How many segments are fixed, so that <c>/users/activate</c> goes before <c>/users/{userId}</c>.</summary>
    public int FixedSegments => _segments.Count(segment => !IsParameter(segment));

    public bool HasParameter(string place, string name) =>
        Parameters.Any(parameter => (string?)parameter["in"] == place && (string?)parameter["name"] == name);

    public bool Matches(string method, string path)
    {
        var actual = path.Split('/');
        return Method.Equals(method, StringComparison.OrdinalIgnoreCase)
            && actual.Length == _segments.Length
            && actual.Zip(_segments).All(pair => IsParameter(pair.Second) ? pair.First.Length > 0 : pair.First == pair.Second);
    }

    public override string ToString() => $"{Method} {Route}";

    private string? ExampleOf(string name) => Parameters.Single(parameter => (string?)parameter["name"] == name)["example"]?.ToString();

    private static bool IsParameter(string segment) => segment.StartsWith('{');
}
