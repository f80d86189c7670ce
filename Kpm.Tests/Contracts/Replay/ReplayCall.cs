using System.Text.Json.Nodes;
using Kpm.Tests.Running;

namespace Kpm.Tests.Contracts.Replay;

/// <summary>Who sends the example of an operation, and what only the running system can give to it.</summary>
/// <param name="By">Who sends it.</param>
/// <param name="Instead">Ids of this system in the place of those of the contract, in the path and in the body.</param>
internal sealed record ReplayCall(ApiClient By, IReadOnlyDictionary<string, string> Instead)
{
    /// <summary>Members of the body that this system has made: tokens, codes, digests.</summary>
    public IReadOnlyDictionary<string, JsonNode?> Given { get; init; } = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);

    /// <summary>Required parameters of the query, with their question mark.</summary>
    public string Query { get; init; } = "";

    /// <summary>The body of an operation that takes bytes.</summary>
    public HttpContent? Content { get; init; }

    /// <summary>Changes the request with this body before it is sent.</summary>
    public Action<HttpRequestMessage, string> Prepare { get; init; } = (_, _) => { };

    /// <summary>The same with a member of the body that this system has made.</summary>
    public ReplayCall With(string member, JsonNode? value) => this with { Given = new Dictionary<string, JsonNode?>(Given, StringComparer.Ordinal) { [member] = value } };

    /// <summary>Sends the example of an operation.</summary>
    public async Task<ApiAnswer> SendAsync(ContractOperation operation)
    {
        var path = InsteadOf(operation.ExamplePath) + Query;
        var body = Content is null && operation.RequestExample is { } example ? Filled(example.Value).ToJsonString() : "";
        using var content = Content ?? (body.Length == 0 ? null : Body(operation.RequestExample!.MediaType, body));
        return await By.SendAsync(HttpMethod.Parse(operation.Method), path, content, prepare: request => Prepare(request, body));
    }

    private JsonNode Filled(JsonNode example)
    {
        var body = JsonNode.Parse(InsteadOf(example.ToJsonString()))!;
        foreach (var (name, value) in Given) body[name] = value?.DeepClone();
        return body;
    }

    private string InsteadOf(string text) => Instead.Aggregate(text, (filled, pair) => filled.Replace(pair.Key, pair.Value, StringComparison.Ordinal));

    private static HttpContent Body(string mediaType, string body) => mediaType == ContractExample.Form
        ? new FormUrlEncodedContent(JsonNode.Parse(body)!.AsObject().Select(member => KeyValuePair.Create(member.Key, (string)member.Value!)))
        : new StringContent(body, System.Text.Encoding.UTF8, new System.Net.Http.Headers.MediaTypeHeaderValue(mediaType));
}
