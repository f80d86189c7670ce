using Kpm.Core.Users.Session;
using Microsoft.AspNetCore.Http;

namespace Kpm.Functions.Users;

/// <summary>What a log-in and a refresh answer; both ends are Unix times in seconds.</summary>
internal sealed record TokenResponse(string UserId, string AccessToken, long AccessTokenExpires, string RefreshToken, long RefreshTokenExpires, string TokenType)
{
    public static IResult Reply(HttpRequest request, IssuedTokens issued)
    {
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Http.Reply.Ok(new TokenResponse(
            issued.User.ToString(),
            issued.Access.Value,
            issued.Access.ExpiresAt.UnixSeconds,
            issued.Refresh.Encode(),
            issued.RefreshExpiresAt.UnixSeconds,
            "bearer"));
    }

    /// <summary>Never the tokens: they must not reach a log.</summary>
    public override string ToString() => "[tokens]";
}
