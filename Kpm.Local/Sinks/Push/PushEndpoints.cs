using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Kpm.Local.Hosting;

namespace Kpm.Local.Sinks.Push;

/// <summary>The send method of Firebase Cloud Messaging (HTTP v1), and what tests need to look behind it.</summary>
internal sealed class PushEndpoints(PushStore pushes, AccessTokens tokens, ServiceAccount account)
{
    /// <summary>Source: firebase.google.com/docs/reference/fcm/rest/v1/ErrorCode, "Message too big".</summary>
    private const int MaxPayloadBytes = 4096;

    private const int MaxBodyBytes = 1_000_000;

    /// <summary>A token with this start belongs to an app that was uninstalled.</summary>
    private const string GonePrefix = "gone-";

    /// <summary>A token with this start was never one.</summary>
    private const string InvalidPrefix = "invalid-";

    private readonly FaultPlan _faults = new();

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/projects/{project}/messages:send", SendAsync);
        routes.MapGet("/pushes", () => Results.Json(pushes.Read()));
        routes.MapDelete("/pushes", () =>
        {
            pushes.Clear();
            return Results.NoContent();
        });
        _faults.Map(routes, "/faults/push", 401, 403, 429, 500, 503);
    }

    private async Task<IResult> SendAsync(HttpContext context, string project)
    {
        var body = await RequestBody.ReadAsync(context.Request, MaxBodyBytes);
        if (BearerToken.Of(context.Request) is not { } token || !tokens.Admits(token)) return FcmError.Unauthenticated();
        if (_faults.Take() is { } fault)
        {
            if (fault.RetryAfterSeconds is { } seconds) context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            return FcmError.ForStatus(fault.Status);
        }

        if (project != account.ProjectId) return FcmError.ForStatus(403);
        if (Parse(body) is not { } request) return FcmError.InvalidArgument("Invalid JSON payload received.");
        if (string.IsNullOrEmpty(request.Message?.Token)) return FcmError.InvalidArgument("Recipient of the message is not set.");
        var data = request.Message.Data ?? new Dictionary<string, string>();
        if (data.Values.Any(value => value is null)) return FcmError.InvalidArgument("Invalid value at 'message.data'.");
        if (data.Keys.FirstOrDefault(IsReserved) is { } reserved) return FcmError.InvalidArgument($"Invalid data payload key: {reserved}");
        if (PayloadBytes(request.Message) > MaxPayloadBytes) return FcmError.InvalidArgument("Message too big");
        if (request.Message.Token.StartsWith(GonePrefix, StringComparison.Ordinal)) return FcmError.Unregistered();
        if (request.Message.Token.StartsWith(InvalidPrefix, StringComparison.Ordinal)) return FcmError.InvalidToken();

        var id = request.ValidateOnly ? "fake_message_id" : RandomNumberGenerator.GetHexString(32, lowercase: true);
        if (!request.ValidateOnly) pushes.Add(id, request.Message);
        return Results.Json(new { name = $"projects/{project}/messages/{id}" });
    }

    private static PushRequest? Parse(byte[]? body)
    {
        try
        {
            return body is null ? null : JsonSerializer.Deserialize<PushRequest>(body, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsReserved(string key) =>
        key is "from" or "message_type" || key.StartsWith("google.", StringComparison.Ordinal) || key.StartsWith("gcm.", StringComparison.Ordinal);

    private static int PayloadBytes(PushMessage message) =>
        Bytes(message.Notification?.Title) + Bytes(message.Notification?.Body) + (message.Data ?? new Dictionary<string, string>()).Sum(d => Bytes(d.Key) + Bytes(d.Value));

    private static int Bytes(string? text) => text is null ? 0 : Encoding.UTF8.GetByteCount(text);
}
