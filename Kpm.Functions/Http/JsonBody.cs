using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Kpm.Core.Shared;
using Microsoft.AspNetCore.Http;

namespace Kpm.Functions.Http;

/// <summary>Reads JSON bodies.</summary>
internal static class JsonBody
{
    /// <summary>The largest JSON body, in bytes, unless the function says otherwise: 500 assets and a long description fit many times.</summary>
    public const int MaximumBytes = 256 * 1024;

    /// <summary>Reads a body of a known shape. A required field that is missing, or one of the wrong type, is a field error.</summary>
    public static async Task<Result<T>> ReadAsync<T>(HttpRequest request) where T : class
    {
        if (!request.HasJsonContentType()) return new UnsupportedBody("application/json");
        var body = await ReadBytesAsync(request);
        if (body is null) return new BodyTooLarge();
        try
        {
            return JsonSerializer.Deserialize<T>(body, Reply.Json) is { } value ? value : new ValidationFailed([new FieldError("", new NotAnObject())]);
        }
        catch (JsonException unreadable)
        {
            return WhyUnreadable(body, unreadable, Reply.Json.GetTypeInfo(typeof(T)));
        }
    }

    /// <summary>The whole body, or null when it is larger than the function takes. It can be read again.</summary>
    public static async Task<byte[]?> ReadBytesAsync(HttpRequest request)
    {
        var maximum = request.HttpContext.Features.Get<JsonBodyLimitAttribute>()?.Bytes ?? MaximumBytes;
        if (request.ContentLength > maximum) return null;
        if (request.HttpContext.Items.TryGetValue(typeof(JsonBody), out var read)) return (byte[]?)read;
        var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int count;
        while ((count = await request.Body.ReadAsync(chunk, request.HttpContext.RequestAborted)) > 0)
        {
            buffer.Write(chunk, 0, count);
            if (buffer.Length > maximum) return null;
        }

        var body = buffer.ToArray();
        request.HttpContext.Items[typeof(JsonBody)] = body;
        request.Body = new MemoryStream(body, writable: false);
        return body;
    }

    private static Error WhyUnreadable(byte[] body, JsonException unreadable, JsonTypeInfo expected)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var missing = document.RootElement.ValueKind == JsonValueKind.Object
                ? expected.Properties.Where(property => property.IsRequired && !document.RootElement.TryGetProperty(property.Name, out _)).ToList()
                : [];
            return new ValidationFailed(unreadable.Path is null or "$" && missing.Count > 0
                ? [.. missing.Select(property => new FieldError($"/{property.Name}", new Required()))]
                : [new FieldError(Pointer(unreadable.Path), new WrongType())]);
        }
        catch (JsonException)
        {
            return new MalformedJson();
        }
    }

    /// <summary>From the serializer's path (<c>$.assets[0]</c>) to a JSON pointer (<c>/assets/0</c>).</summary>
    private static string Pointer(string? path) =>
        (path ?? "$").TrimStart('$').Replace('.', '/').Replace("[", "/", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal);
}
