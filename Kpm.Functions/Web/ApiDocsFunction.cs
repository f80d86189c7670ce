using Kpm.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Web;

/// <summary>The reference of the API as a page, made by Scalar from the contract; its files lie beside it.</summary>
internal sealed class ApiDocsFunction(ReferenceAccess access)
{
    /// <summary>Scalar writes its styles into the page. It asks nobody but this system.</summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
        + "form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

    private const string Script = "scalar.js";
    private static readonly WebFolder Files = WebFolder.Read("docs");
    private static readonly Lazy<WebFile> Scalar = new(ScalarScript.Read);

    [Function("ApiDocs")]
    [MayCall(Access.Anonymous)]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/docs/{*path}")] HttpRequest request, string? path) =>
        access.IsOpen && Find(path) is { } file ? new WebFileReply(file, Policy) : Reply.Refused(new NoSuchPage());

    private static WebFile? Find(string? path) => path == Script ? Scalar.Value : Files.Find(path);
}
