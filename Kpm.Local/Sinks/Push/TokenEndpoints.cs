using System.Globalization;
using System.Security.Cryptography;
using Kpm.Local.Hosting;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Kpm.Local.Sinks.Push;

/// <summary>
/// Google's token endpoint for service accounts: an access token against a signed JWT (RFC 7523). Source:
/// developers.google.com/identity/protocols/oauth2/service-account, "Preparing to make an authorized API call", HTTP/REST.
/// </summary>
internal sealed class TokenEndpoints(ServiceAccount account, AccessTokens tokens)
{
    public const string Path = "/token";
    private const string JwtBearer = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private const string Scope = "https://www.googleapis.com/auth/firebase.messaging";

    /// <summary>Always this one, wherever the endpoint is.</summary>
    private const string Audience = "https://oauth2.googleapis.com/token";

    private const long LongestLifeSeconds = 3600;

    private readonly FaultPlan _faults = new();
    private readonly RsaSecurityKey _key = PublicKeyOf(account);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Path, (Delegate)IssueAsync);
        routes.MapGet("/tokens", () => Results.Json(new { issued = tokens.Issued }));
        routes.MapPut("/tokens", (TokenOrder order) =>
        {
            tokens.NextLifetime = TimeSpan.FromSeconds(order.LifetimeSeconds);
            return Results.NoContent();
        });
        routes.MapDelete("/tokens", () =>
        {
            tokens.RevokeAll();
            return Results.NoContent();
        });
        _faults.Map(routes, "/faults/token", 429, 500, 503);
    }

    private async Task<IResult> IssueAsync(HttpContext context)
    {
        if (_faults.Take() is { } fault)
        {
            if (fault.RetryAfterSeconds is { } seconds) context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            return Refusal("internal_failure", "The service is not available.", fault.Status);
        }

        if (!context.Request.HasFormContentType) return Refusal("invalid_request", "A form is expected.");
        var form = await context.Request.ReadFormAsync();
        if (form["grant_type"] != JwtBearer) return Refusal("unsupported_grant_type", $"Invalid grant_type: {form["grant_type"]}");
        if (await FaultAsync(form["assertion"].ToString()) is { } wrong) return Refusal("invalid_grant", wrong);
        return Results.Json(new { access_token = tokens.Issue(), expires_in = (int)tokens.NextLifetime.TotalSeconds, token_type = "Bearer" });
    }

    /// <summary>What is wrong with a JWT; null when nothing.</summary>
    private async Task<string?> FaultAsync(string assertion)
    {
        var result = await new JsonWebTokenHandler { MapInboundClaims = false }.ValidateTokenAsync(assertion, new TokenValidationParameters
        {
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            IssuerSigningKey = _key,
            ValidIssuer = account.ClientEmail,
            ValidAudience = Audience,
            ClockSkew = TimeSpan.Zero,
        });
        return result switch
        {
            { IsValid: false, Exception: SecurityTokenSignatureKeyNotFoundException or SecurityTokenInvalidSignatureException or SecurityTokenInvalidAlgorithmException } => "Invalid JWT Signature.",
            { IsValid: false, Exception: var exception } => $"Invalid JWT: {exception.GetType().Name}",
            _ when Seconds(result, "exp") - Seconds(result, "iat") is not (> 0 and <= LongestLifeSeconds) => "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe.",
            _ when !Scopes(result).Contains(Scope, StringComparer.Ordinal) => "Invalid JWT: no scope of Firebase Cloud Messaging.",
            _ => null,
        };
    }

    private static long? Seconds(TokenValidationResult jwt, string claim) => jwt.Claims.TryGetValue(claim, out var value) ? Convert.ToInt64(value, CultureInfo.InvariantCulture) : null;

    private static string[] Scopes(TokenValidationResult jwt) => jwt.Claims.TryGetValue("scope", out var value) ? value.ToString()!.Split(' ') : [];

    private static RsaSecurityKey PublicKeyOf(ServiceAccount account)
    {
        using var key = RSA.Create();
        key.ImportFromPem(account.PrivateKey);
        return new RsaSecurityKey(key.ExportParameters(includePrivateParameters: false));
    }

    private static IResult Refusal(string error, string description, int status = 400) => Results.Json(new { error, error_description = description }, statusCode: status);

    private sealed record TokenOrder(int LifetimeSeconds);
}
