namespace Kpm.Functions.Adapters.KeyVault;

/// <summary>
/// Decides which vaults may receive a token: those of the Azure clouds, by the suffix of their host name, and on request one on this machine.
/// The suffix is also the audience of the token. Source: learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates, "Vault URLs".
/// </summary>
internal static class KeyVaultHost
{
    private static readonly string[] Suffixes = ["vault.azure.net", "vault.usgovcloudapi.net", "vault.azure.cn", "managedhsm.azure.net", "managedhsm.usgovcloudapi.net", "managedhsm.azure.cn"];

    /// <summary>The scope to ask a token for.</summary>
    /// <exception cref="ArgumentException">The address is not that of a trusted vault.</exception>
    public static string Scope(Uri vault, bool allowLocal)
    {
        if (IsLocal(vault)) return allowLocal ? ScopeOf(Suffixes[0]) : throw new ArgumentException("A local vault is not allowed here.", nameof(vault));
        return ScopeOf(Suffix(vault) ?? throw new ArgumentException("The host is not that of an Azure key vault.", nameof(vault)));
    }

    /// <summary>Whether a key id may be used with this vault's token: the same cloud, or the very same local vault.</summary>
    public static bool SameTrust(Uri vault, Uri keyId) =>
        IsLocal(vault) ? IsPlainHttps(keyId) && string.Equals(vault.Authority, keyId.Authority, StringComparison.Ordinal) : Suffix(vault) is { } suffix && suffix == Suffix(keyId);

    public static bool IsLocal(Uri address) => IsPlainHttps(address) && address.IsLoopback;

    private static string ScopeOf(string suffix) => $"https://{suffix}/.default";

    private static string? Suffix(Uri address) =>
        IsPlainHttps(address) && address.IsDefaultPort ? Array.Find(Suffixes, suffix => address.IdnHost.EndsWith('.' + suffix, StringComparison.OrdinalIgnoreCase)) : null;

    private static bool IsPlainHttps(Uri address) => address.IsAbsoluteUri && address.Scheme == Uri.UriSchemeHttps && address.UserInfo.Length == 0;
}
