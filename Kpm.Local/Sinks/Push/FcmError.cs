namespace Kpm.Local.Sinks.Push;

/// <summary>FCM's error body. Source: firebase.google.com/docs/reference/fcm/rest/v1/ErrorCode.</summary>
internal static class FcmError
{
    public static IResult InvalidArgument(string message) => Of(400, "INVALID_ARGUMENT", message, "INVALID_ARGUMENT");

    public static IResult Unauthenticated() =>
        Of(401, "UNAUTHENTICATED", "Request is missing required authentication credential. Expected OAuth 2 access token, login cookie or other valid authentication credential.", "THIRD_PARTY_AUTH_ERROR");

    public static IResult Unregistered() => Of(404, "NOT_FOUND", "Requested entity was not found.", "UNREGISTERED");

    /// <summary>The device's token was never one; the field is named, as google.rpc.BadRequest does.</summary>
    public static IResult InvalidToken() => Of(
        400,
        "INVALID_ARGUMENT",
        "The registration token is not a valid FCM registration token",
        Detail("INVALID_ARGUMENT"),
        new Dictionary<string, object>
        {
            ["@type"] = "type.googleapis.com/google.rpc.BadRequest",
            ["fieldViolations"] = new[] { new { field = "message.token", description = "Invalid registration token" } },
        });

    public static IResult ForStatus(int status) => status switch
    {
        401 => Unauthenticated(),
        403 => Of(status, "PERMISSION_DENIED", "Permission denied on resource project.", "SENDER_ID_MISMATCH"),
        429 => Of(status, "RESOURCE_EXHAUSTED", "Resource has been exhausted (e.g. check quota).", "QUOTA_EXCEEDED"),
        503 => Of(status, "UNAVAILABLE", "The service is currently unavailable.", "UNAVAILABLE"),
        _ => Of(status, "INTERNAL", "Internal error encountered.", "INTERNAL"),
    };

    private static IResult Of(int code, string status, string message, string errorCode) => Of(code, status, message, Detail(errorCode));

    private static Dictionary<string, object> Detail(string errorCode) =>
        new() { ["@type"] = "type.googleapis.com/google.firebase.fcm.v1.FcmError", ["errorCode"] = errorCode };

    private static IResult Of(int code, string status, string message, params Dictionary<string, object>[] details) =>
        Results.Json(new { error = new { code, message, status, details } }, statusCode: code);
}
