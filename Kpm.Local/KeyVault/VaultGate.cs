using System.Globalization;

namespace Kpm.Local.KeyVault;

/// <summary>What every request under <c>/keys</c> must pass before its operation: token and api-version.</summary>
internal static class VaultGate
{
    /// <summary>The only token that this vault accepts.</summary>
    private const string Authorization = "Bearer local";

    // Source: learn.microsoft.com/rest/api/keyvault/, the stable versions from 7.4 on.
    private static readonly string[] ApiVersions = ["7.4", "7.5", "7.6", "2025-07-01"];

    public static void Map(WebApplication app) => app.UseWhen(
        context => context.Request.Path.StartsWithSegments("/keys", StringComparison.OrdinalIgnoreCase),
        keys => keys.Use(async (context, next) =>
        {
            if (Refusal(context) is { } refusal) await refusal.ExecuteAsync(context);
            else await next(context);
        }));

    /// <summary>A 429 with the header that tells when to try again, or another ordered fault.</summary>
    public static IResult Fault(HttpResponse response, int status, int? retryAfterSeconds)
    {
        if (retryAfterSeconds is { } seconds) response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return VaultError.Of(status);
    }

    private static IResult? Refusal(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        if (!string.Equals(request.Headers.Authorization, Authorization, StringComparison.Ordinal))
        {
            response.Headers.WWWAuthenticate = "Bearer authorization=\"https://login.microsoftonline.com/common\", resource=\"https://vault.azure.net\"";
            return VaultError.Unauthorized();
        }

        var version = request.Query["api-version"].ToString();
        if (version.Length == 0) return VaultError.BadParameter("api-version must be specified");
        return ApiVersions.Contains(version, StringComparer.Ordinal)
            ? null
            : VaultError.BadParameter($"The specified version ({version}) is not recognized. Consider using the latest supported version ({ApiVersions[^1]}).");
    }
}
