using System.Text.Json;

namespace Kpm.Functions.Adapters.Fcm;

/// <summary>
/// What a refusal of Firebase Cloud Messaging says of the device. Sources: firebase.google.com/docs/reference/fcm/rest/v1/ErrorCode and
/// firebase.google.com/docs/cloud-messaging/manage-tokens.
/// </summary>
internal static class FcmAnswer
{
    private const string TokenField = "message.token";
    private const string InvalidToken = "The registration token is not a valid FCM registration token";

    /// <summary>Whether nothing will ever reach the device: it is unregistered, or what it gave was never a token.</summary>
    public static bool SaysDeviceIsGone(int status, string body) => status switch
    {
        404 => Details(body).Any(detail => Text(detail, "errorCode") == "UNREGISTERED"),
        400 => Details(body).Any(NamesToken) || Text(Error(body), "message")?.StartsWith(InvalidToken, StringComparison.Ordinal) == true,
        _ => false,
    };

    private static bool NamesToken(JsonElement detail) =>
        detail.TryGetProperty("fieldViolations", out var violations) && violations.ValueKind == JsonValueKind.Array
        && violations.EnumerateArray().Any(violation => Text(violation, "field") == TokenField);

    private static IEnumerable<JsonElement> Details(string body) =>
        Error(body) is { ValueKind: JsonValueKind.Object } error && error.TryGetProperty("details", out var details) && details.ValueKind == JsonValueKind.Array
            ? details.EnumerateArray().Where(detail => detail.ValueKind == JsonValueKind.Object)
            : [];

    private static JsonElement Error(string body)
    {
        try
        {
            var answer = JsonSerializer.Deserialize<JsonElement>(body);
            return answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("error", out var error) ? error : default;
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static string? Text(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
