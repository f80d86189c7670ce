using Kpm.Tests.Contracts;

namespace Kpm.Tests.Running;

/// <summary>What every answer of the API must say, whoever gave it.</summary>
internal static class StandardHeaderWatch
{
    private static readonly string[] Required =
    [
        "X-Request-Id", "Strict-Transport-Security", "X-Content-Type-Options", "X-Frame-Options", "Content-Security-Policy", "Referrer-Policy",
        "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "Permissions-Policy", "Cache-Control",
    ];

    /// <exception cref="ContractViolationException">A header is missing; says which.</exception>
    public static void Check(string method, string path, IReadOnlyDictionary<string, string> headers)
    {
        if (Required.FirstOrDefault(name => !headers.ContainsKey(name)) is { } missing) throw new ContractViolationException($"{method} {path} was answered without {missing}.");
    }
}
