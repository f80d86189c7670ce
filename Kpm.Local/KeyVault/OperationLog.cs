using System.Collections.Concurrent;

namespace Kpm.Local.KeyVault;

/// <summary>Counts the authenticated requests per operation, whatever their answer, since the start or the last reset.</summary>
public sealed class OperationLog
{
    /// <summary>The operations that are counted, named as in a key's <c>key_ops</c> and in Key Vault's audit log.</summary>
    public static readonly IReadOnlyList<string> Operations = ["wrapKey", "unwrapKey", "sign", "verify", "get", "listVersions", "rotate", "update"];

    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    public void Count(string operation) => _counts.AddOrUpdate(operation, 1, (_, count) => count + 1);

    public void Reset() => _counts.Clear();

    public IReadOnlyDictionary<string, int> Read() => Operations.ToDictionary(o => o, o => _counts.GetValueOrDefault(o), StringComparer.Ordinal);
}
