using Kpm.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Web;

/// <summary>The page of an error's code, to which <c>type</c> of a problem leads, and the list of all codes.</summary>
internal sealed class ErrorPageFunction
{
    /// <summary>Their style, and nothing else.</summary>
    private const string Policy = "default-src 'none'; style-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

    private static readonly Lazy<ErrorPages> Pages = new(ErrorPages.Read);

    [Function("ErrorPage")]
    [MayCall(Access.Anonymous)]
    public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "errors/{*code}")] HttpRequest request, string? code) =>
        Pages.Value.Find(code) is { } page ? new WebFileReply(page, Policy) : Reply.Refused(new NoSuchPage());
}
