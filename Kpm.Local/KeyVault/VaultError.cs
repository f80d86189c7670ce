namespace Kpm.Local.KeyVault;

/// <summary>Key Vault's error body. Source: learn.microsoft.com/azure/key-vault/general/authentication-requests-and-responses, "Error responses".</summary>
internal static class VaultError
{
    public static IResult BadParameter(string message) => Of(400, "BadParameter", message);

    public static IResult Unauthorized() => Of(401, "Unauthorized", "AKV10000: Request is missing a Bearer or PoP token.");

    public static IResult Disabled(string operation) =>
        Of(403, "Forbidden", $"Operation {operation} is not allowed on a disabled key.", new { code = "KeyDisabled" });

    public static IResult NotFound(string id) => Of(404, "KeyNotFound", $"A key with (name/id) {id} was not found in this key vault.");

    public static IResult Of(int status) => status switch
    {
        429 => Of(status, "Throttled", "Request was not processed because too many requests were received. Reason: VaultRequestTypeLimitReached"),
        503 => Of(status, "ServiceUnavailable", "The service is unavailable."),
        _ => Of(status, "InternalServerError", "An internal error occurred."),
    };

    private static IResult Of(int status, string code, string message, object? innererror = null) =>
        Results.Json(new { error = new { code, message, innererror } }, statusCode: status);
}
