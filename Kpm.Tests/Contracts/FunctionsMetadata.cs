using System.Reflection;
using System.Text.Json.Nodes;
using Kpm.Functions.Http;
using Kpm.Functions.Http.RateLimits;
using Kpm.Tests.Local;

namespace Kpm.Tests.Contracts;

/// <summary>What the host learns of the compiled functions: <c>functions.metadata</c>, written by the build.</summary>
internal static class FunctionsMetadata
{
    private static readonly string Configuration =
        typeof(FunctionsMetadata).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "Configuration").Value!;

    private static readonly string RoutePrefix =
        (string)JsonNode.Parse(File.ReadAllText(Path.Combine(LocalPart.RepositoryRoot, "host.json")))!["extensions"]!["http"]!["routePrefix"]! is { Length: > 0 } prefix ? "/" + prefix : "";

    private static readonly JsonArray Functions =
        JsonNode.Parse(File.ReadAllText(Path.Combine(LocalPart.RepositoryRoot, "Kpm.Functions", "bin", Configuration, "net10.0", "functions.metadata")))!.AsArray();

    /// <summary>Every HTTP function of the API.</summary>
    public static IReadOnlyList<HttpFunction> Http { get; } = [.. AllHttp().Where(function => function.Method != "OPTIONS" && function.Route.StartsWith("/api/v1/", StringComparison.Ordinal))];

    /// <summary>The HTTP functions beside the API: pages and files for browsers, and what browsers ask beforehand.</summary>
    public static IReadOnlyList<HttpFunction> Web { get; } = [.. AllHttp().Except(Http)];

    private static IEnumerable<HttpFunction> AllHttp() =>
        from function in Functions
        let trigger = function["bindings"]![0]!
        where (string?)trigger["type"] == "httpTrigger"
        from method in trigger["methods"]!.AsArray()
        select new HttpFunction(
            (string)function["name"]!,
            ((string)method!).ToUpperInvariant(),
            $"{RoutePrefix}/{(string)trigger["route"]!}",
            (string)function["entryPoint"]!);

    /// <summary>Every queue that starts a function, with that function's name.</summary>
    public static IReadOnlyList<(string Function, string Queue)> Queues { get; } =
    [
        .. from function in Functions
           let trigger = function["bindings"]![0]!
           where (string?)trigger["type"] == "serviceBusTrigger"
           select ((string)function["name"]!, (string)trigger["queueName"]!),
    ];
}

/// <summary>One HTTP function.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Method">In upper case.</param>
/// <param name="Route">With the prefix.</param>
/// <param name="EntryPoint">Type and method.</param>
internal sealed record HttpFunction(string Name, string Method, string Route, string EntryPoint)
{
    /// <summary>Who may call it, or null when it does not say.</summary>
    public Access? Access => EntryMethod.GetCustomAttribute<MayCallAttribute>()?.Access;

    public bool StreamsBody => EntryMethod.IsDefined(typeof(StreamsBodyAttribute));

    public bool IssuesTokens => EntryMethod.IsDefined(typeof(IssuesTokensAttribute));

    public bool IsRateLimited => EntryMethod.IsDefined(typeof(RateLimitedAttribute));

    public bool IsDeprecated => EntryMethod.IsDefined(typeof(DeprecatedAttribute));

    public override string ToString() => $"{Method} {Route}";

    private MethodInfo EntryMethod
    {
        get
        {
            var dot = EntryPoint.LastIndexOf('.');
            return typeof(MayCallAttribute).Assembly.GetType(EntryPoint[..dot], throwOnError: true)!.GetMethod(EntryPoint[(dot + 1)..])!;
        }
    }
}
