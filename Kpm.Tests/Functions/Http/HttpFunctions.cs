using System.Reflection;
using System.Text.Json;
using Kpm.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Http;

/// <summary>One HTTP function as <c>functions.metadata</c> of the compiled app names it.</summary>
/// <param name="Name">The function's name.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Route">Below the root, with its parameters in braces.</param>
/// <param name="Access">Who may call it.</param>
internal sealed record HttpFunction(string Name, HttpMethod Method, string Route, Access? Access)
{
    public bool IsWrite => Method != HttpMethod.Get && Method != HttpMethod.Head && Method != HttpMethod.Options;

    /// <summary>The path with this id in the place of every parameter.</summary>
    public string PathWith(string id) =>
        "/" + string.Join('/', Route.Split('/').Select(part => part.StartsWith('{') ? id : part));
}

/// <summary>Every HTTP function of the compiled app.</summary>
internal static class HttpFunctions
{
    public static IReadOnlyList<HttpFunction> All { get; } = Read();

    public static HttpFunction Named(string name) => All.Single(function => function.Name == name);

    public static TheoryData<string> NamesOf(Func<HttpFunction, bool> which) => [.. All.Where(which).Select(function => function.Name)];

    private static List<HttpFunction> Read()
    {
        using var metadata = JsonDocument.Parse(File.ReadAllText(Path.Combine(KpmSystem.AppFolder, "functions.metadata")));
        return
        [
            .. from function in metadata.RootElement.EnumerateArray()
               from binding in function.GetProperty("bindings").EnumerateArray()
               where binding.GetProperty("type").GetString() == "httpTrigger"
               from method in binding.GetProperty("methods").EnumerateArray()
               select new HttpFunction(
                   function.GetProperty("name").GetString()!,
                   HttpMethod.Parse(method.GetString()!.ToUpperInvariant()),
                   binding.GetProperty("route").GetString()!,
                   AccessOf(function.GetProperty("entryPoint").GetString()!)),
        ];
    }

    private static Access? AccessOf(string entryPoint)
    {
        var dot = entryPoint.LastIndexOf('.');
        return typeof(MayCallAttribute).Assembly.GetType(entryPoint[..dot])?.GetMethod(entryPoint[(dot + 1)..])?.GetCustomAttribute<MayCallAttribute>()?.Access;
    }
}
