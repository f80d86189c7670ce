using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kpm.Tests.Contracts;

/// <summary>Holds real answers of the API against its contract: operation, status, media type, body and headers. Safe for several threads.</summary>
public sealed class ContractChecker
{
    /// <summary>Headers that mean something to callers: the contract must name them wherever they are sent.</summary>
    private static readonly string[] MeaningfulHeaders = ["Location", "ETag", "Retry-After", "WWW-Authenticate", "Accept-Ranges", "Content-Range", "Content-Disposition"];

    private readonly ContractDocument _document;
    private readonly ConcurrentDictionary<JsonNode, AnswerSchema> _schemas = new();

    /// <summary>Checks against the contract of the repository.</summary>
    public ContractChecker() : this(ContractDocument.Current)
    {
    }

    internal ContractChecker(ContractDocument document) => _document = document;

    /// <summary>Checks one answer.</summary>
    /// <param name="method">Of the request.</param>
    /// <param name="path">Of the request, with the base <c>/api/v1</c>; a query does not count.</param>
    /// <param name="status">Of the answer.</param>
    /// <param name="contentType">Of the answer; null for none.</param>
    /// <param name="body">Of the answer; null when it has none or was not read as text. A text is checked only when it is JSON.</param>
    /// <param name="headers">Of the answer, joined by a comma where there are several; names in any case.</param>
    /// <exception cref="ContractViolationException">The contract does not know such an answer; says why.</exception>
    public void Check(string method, string path, int status, string? contentType, string? body, IReadOnlyDictionary<string, string> headers)
    {
        var operation = OperationOf(method, path.Split('?')[0]);
        var response = operation.Responses.SingleOrDefault(known => known.Status == status)
            ?? throw Violation(operation, status, $"the contract knows {string.Join(", ", operation.Responses.Select(known => known.Status))} only", body);
        CheckBody(operation, response, contentType, body, isHead: method == "HEAD");
        CheckHeaders(operation, response, new Dictionary<string, string>(headers, StringComparer.OrdinalIgnoreCase));
    }

    private ContractOperation OperationOf(string method, string path) =>
        _document.Operations.Where(operation => operation.Matches(method, path)).MaxBy(operation => operation.FixedSegments)
        ?? throw new ContractViolationException($"The contract has no operation {method} {path}.");

    private void CheckBody(ContractOperation operation, ContractResponse response, string? contentType, string? body, bool isHead)
    {
        if (response.Content.Count == 0)
        {
            if (!string.IsNullOrEmpty(body)) throw Violation(operation, response.Status, "there must be no body", body);
            return;
        }

        if (contentType is null || response.MediaTypeFor(contentType) is not { } mediaType)
            throw Violation(operation, response.Status, $"the media type '{contentType}' is none of {string.Join(", ", response.Content.Keys)}", body);
        if (isHead || !mediaType.EndsWith("json", StringComparison.Ordinal)) return;
        if (Parse(body) is not { } value) throw Violation(operation, response.Status, "the body is not JSON", body);
        if (SchemaOf(response.Content[mediaType]).FaultsOf(value) is { Count: > 0 } faults)
            throw Violation(operation, response.Status, string.Join("; ", faults), body);
    }

    private void CheckHeaders(ContractOperation operation, ContractResponse response, Dictionary<string, string> headers)
    {
        foreach (var (name, header) in response.Headers)
        {
            var isRequired = (bool?)header["required"] == true;
            if (!headers.TryGetValue(name, out var value))
            {
                if (isRequired) throw Violation(operation, response.Status, $"the header {name} is missing", null);
                continue;
            }

            if (SchemaOf(header["schema"]!).FaultsOf(JsonSerializer.SerializeToElement(value)) is { Count: > 0 } faults)
                throw Violation(operation, response.Status, $"the header {name} is wrong: {string.Join("; ", faults)}", null);
        }

        if (MeaningfulHeaders.FirstOrDefault(name => headers.ContainsKey(name) && !response.Headers.ContainsKey(name)) is { } unknown)
            throw Violation(operation, response.Status, $"the contract does not know the header {unknown} here", null);
    }

    private AnswerSchema SchemaOf(JsonNode schema) => _schemas.GetOrAdd(schema, node => new AnswerSchema(_document, node));

    private static JsonElement? Parse(string? body)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(body ?? "");
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ContractViolationException Violation(ContractOperation operation, int status, string reason, string? body) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{operation} answered {status}, which breaks the contract: {reason}.{(body is null ? "" : $"\n{body}")}"));
}
