using Kpm.Core.Shared;
using Kpm.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Web;

/// <summary>The web client: static files that speak to the public API only.</summary>
internal sealed class WebClientFunction
{
    /// <summary>Its own scripts, styles and requests; pictures and videos of the vault as blobs of this page. Nothing inline, nothing from elsewhere.</summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self' blob:; connect-src 'self'; manifest-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    private static readonly WebFolder Files = WebFolder.Read("app");

    [Function("WebClient")]
    [MayCall(Access.Anonymous)]
    public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "app/{*path}")] HttpRequest request, string? path) =>
        Files.Find(path) is { } file ? new WebFileReply(file, Policy) : Reply.Refused(new NoSuchPage());
}

/// <summary>The app has no page or file at this path.</summary>
public sealed record NoSuchPage() : Error(ErrorKind.NotFound, "not_found", "There is no such page.");
