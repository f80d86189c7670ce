using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kpm.Tests.Drill;

/// <summary>
/// A document in a backup, one line: <c>{"expires": …, "document": {…}}</c>, without what the store adds. A document that would have vanished
/// keeps the second at which it would, because its time to live counts from a write: restored, it lives for what is left of it.
/// </summary>
internal static class DocumentLine
{
    private const int Forever = -1;
    private static readonly HashSet<string> SystemProperties = ["_rid", "_self", "_etag", "_attachments", "_ts"];
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="document">As a query answers it.</param>
    /// <param name="containerTtl">The time to live of the container; null when it has none, and then none of its documents has one.</param>
    public static byte[] Of(JsonElement document, int? containerTtl)
    {
        using var line = new MemoryStream();
        using (var writer = new Utf8JsonWriter(line, Plain))
        {
            writer.WriteStartObject();
            if (ExpiryOf(document, containerTtl) is { } expires) writer.WriteNumber("expires", expires);
            writer.WriteStartObject("document");
            foreach (var property in document.EnumerateObject().Where(property => !SystemProperties.Contains(property.Name))) property.WriteTo(writer);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        line.WriteByte((byte)'\n');
        return line.ToArray();
    }

    /// <summary>The document to be written and its partition key; null when it would have vanished by now.</summary>
    public static (byte[] Body, string PartitionKey)? Read(string line, DateTimeOffset now)
    {
        var entry = JsonNode.Parse(line)!;
        var document = entry["document"]!.AsObject();
        if (entry["expires"]?.GetValue<long>() is { } expires)
        {
            var left = expires - now.ToUnixTimeSeconds();
            if (left <= 0) return null;
            document["ttl"] = left;
        }

        return (Encoding.UTF8.GetBytes(document.ToJsonString(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping })), document["pk"]!.GetValue<string>());
    }

    private static long? ExpiryOf(JsonElement document, int? containerTtl)
    {
        if (containerTtl is not { } standard) return null;
        var ttl = document.TryGetProperty("ttl", out var own) && own.ValueKind == JsonValueKind.Number ? own.GetInt32() : standard;
        return ttl == Forever ? null : document.GetProperty("_ts").GetInt64() + ttl;
    }
}
