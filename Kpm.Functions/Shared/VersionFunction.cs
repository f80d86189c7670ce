using System.Reflection;
using Kpm.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Shared;

/// <summary><c>GET /version</c>: what was built.</summary>
internal sealed class VersionFunction
{
    /// <summary>What was built: the commit, or <c>local</c>.</summary>
    public static string Version { get; } = Metadata("Version");

    private static readonly VersionResponse Built = new(Metadata("Branch"), Version);

    [Function("Version")]
    [MayCall(Access.Anonymous)]
    public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/version")] HttpRequest request) => Reply.Ok(Built);

    private static string Metadata(string key) =>
        typeof(VersionFunction).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value ?? "";

    private sealed record VersionResponse(string Branch, string Version);
}
