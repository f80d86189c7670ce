using System.Text.Json;
using Azure;
using Azure.Core;

namespace Kpm.Functions.Adapters.KeyVault;

/// <summary>
/// Tells which version of a key is current. New wraps use it, and its id is stored WITH the version, so that they can be opened after a rotation.
/// Source: learn.microsoft.com/rest/api/keyvault/keys/get-key.
/// </summary>
public sealed class KeyVaultCurrentKey(KeyVaultConnection connection)
{
    /// <summary>The id, with version, of the newest version of the named key.</summary>
    /// <exception cref="RequestFailedException">404: no such key; 403: the role to read keys is missing.</exception>
    public async Task<string> GetCurrentKeyIdAsync(string keyName, CancellationToken cancellationToken = default)
    {
        var address = new Uri(connection.Vault, $"/keys/{Uri.EscapeDataString(keyName)}");
        var content = await connection.SendAsync(RequestMethod.Get, address, body: null, async: true, cancellationToken);
        var kid = content.ToObjectFromJson<KeyBundle>(JsonSerializerOptions.Web)?.Key?.Kid ?? throw new InvalidOperationException("Key Vault answered without a key id.");
        return KeyIdentifier.Parse(kid).AbsoluteUri;
    }

    private sealed record KeyBundle(JsonWebKey? Key);

    private sealed record JsonWebKey(string? Kid);
}
