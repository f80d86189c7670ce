using Kpm.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Web;

/// <summary><c>GET /openapi.yaml</c>: the contract that this version keeps.</summary>
internal sealed class OpenApiDocumentFunction(ReferenceAccess access)
{
    private const string Policy = "default-src 'none'; frame-ancestors 'none'";

    private static readonly WebFile Contract = WebFolder.Read("contract").Find("openapi.yaml")!;

    [Function("OpenApiDocument")]
    [MayCall(Access.Anonymous)]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/openapi.yaml")] HttpRequest request) =>
        access.IsOpen ? new WebFileReply(Contract, Policy) : Reply.Refused(new NoSuchPage());
}
