using System.Text.Encodings.Web;
using Kpm.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Kpm.Functions.Users.Pages;

/// <summary>The pages around mailed links: no scripts, nothing kept by caches, nothing told to other sites.</summary>
internal static class LinkPage
{
    /// <summary>The link does not work any more.</summary>
    public static IResult Ended { get; } = Of(StatusCodes.Status401Unauthorized, """
        <p lang="ca">Aquest enllaç ja no és vàlid.</p>
        <p lang="es">Este enlace ya no es válido.</p>
        <p lang="en">This link is no longer valid.</p>
        """);

    /// <param name="status">The HTTP status.</param>
    /// <param name="body">HTML; whatever comes from outside must be encoded.</param>
    public static IResult Of(int status, string body) => new Page(status, body);

    /// <summary>A form that posts the token of the link.</summary>
    /// <param name="path">Where to, below the base path.</param>
    /// <param name="field">The name of the token's field.</param>
    /// <param name="token">From the link.</param>
    /// <param name="fields">HTML of further fields.</param>
    /// <param name="button">What the button says, in every language.</param>
    public static IResult Form(string path, string field, string token, string fields, string button) => Of(StatusCodes.Status200OK, $"""
        <form method="post" action="{Reply.BasePath}{path}">
        <input type="hidden" name="{field}" value="{HtmlEncoder.Default.Encode(token)}">
        {fields}
        <button type="submit">{button}</button>
        </form>
        """);

    /// <summary>Where the browser goes after a form (RFC 9110, section 15.4.4).</summary>
    public static IResult SeeOther(string path) => new SeeOtherReply(Reply.BasePath + path);

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

    private sealed class SeeOtherReply(string location) : IResult
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
