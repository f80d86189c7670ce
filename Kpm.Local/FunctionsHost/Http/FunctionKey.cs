using System.Security.Cryptography;
using System.Text;

namespace Kpm.Local.FunctionsHost.Http;

/// <summary>
/// The access key that a function above the anonymous level asks for, in the header <c>x-functions-key</c> or the query
/// value <c>code</c>: https://learn.microsoft.com/azure/azure-functions/function-keys-how-to.
/// </summary>
internal sealed class FunctionKey(HostOptions options)
{
    public bool Admits(HttpRequest request, FunctionDefinition function)
    {
        var level = (string?)function.Trigger["authLevel"] ?? "function";
        return level.Equals("anonymous", StringComparison.OrdinalIgnoreCase)
            || IsKey(request.Headers["x-functions-key"])
            || IsKey(request.Query["code"]);
    }

    private bool IsKey(string? offered) =>
        options.Key is { Length: > 0 } key
        && offered is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(offered), Encoding.UTF8.GetBytes(key));
}
