using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Http.Cors;

/// <summary>Answers what a browser asks before it lets a page of another origin send a request; <see cref="CorsMiddleware"/> says what is allowed.</summary>
internal static class PreflightFunction
{
    [Function("Preflight")]
    [MayCall(Access.Anonymous)]
    public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "options", Route = "api/v1/{*path}")] HttpRequest request) => Reply.NoContent;
}
