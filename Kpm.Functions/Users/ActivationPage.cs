using System.Text.Encodings.Web;
using Kpm.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Kpm.Functions.Users;

/// <summary>The pages around the activation link: no scripts, nothing kept by caches, nothing told to other sites.</summary>
internal static class ActivationPage
{
    public static IResult Ended { get; } = new Page(StatusCodes.Status401Unauthorized, """
        <p lang="ca">Aquest enllaç ja no és vàlid.</p>
        <p lang="es">Este enlace ya no es válido.</p>
        <p lang="en">This link is no longer valid.</p>
        """);

    public static IResult Done { get; } = new Page(StatusCodes.Status200OK, """
        <p lang="ca">El teu compte està actiu.</p>
        <p lang="es">Tu cuenta está activa.</p>
        <p lang="en">Your account is active.</p>
        """);

    public static IResult SeeDone { get; } = new SeeOther($"{Reply.BasePath}/users/activated");

    /// <summary>Asks for the click that activates.</summary>
    public static IResult Ask(string token) => new Page(StatusCodes.Status200OK, $"""
        <form method="post" action="{Reply.BasePath}/users/activate">
        <input type="hidden" name="activation_token" value="{HtmlEncoder.Default.Encode(token)}">
        <button type="submit">Activa el compte · Activar la cuenta · Activate the account</button>
        </form>
        """);

    private sealed class Page(int status, string body) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.StatusCode = status;
            response.ContentType = "text/html; charset=utf-8";
            response.Headers.CacheControl = "no-store";
            response.Headers["Referrer-Policy"] = "no-referrer";
            response.Headers.ContentSecurityPolicy = "default-src 'none'; form-action 'self'; frame-ancestors 'none'";
            return response.WriteAsync($"""
                <!doctype html>
                <html lang="ca"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Keepem</title></head>
                <body><main><h1>Keepem</h1>
                {body}
                </main></body></html>
                """);
        }
    }

    private sealed class SeeOther(string location) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = location;
            httpContext.Response.Headers.CacheControl = "no-store";
            return Task.CompletedTask;
        }
    }
}
