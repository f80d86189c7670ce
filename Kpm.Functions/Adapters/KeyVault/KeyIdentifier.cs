namespace Kpm.Functions.Adapters.KeyVault;

/// <summary>The id of one version of a key: <c>https://{vault}/keys/{name}/{version}</c>.</summary>
internal static class KeyIdentifier
{
    /// <summary>Reads a key id. The version is required: what was wrapped can only be opened by the version that wrapped it.</summary>
    /// <exception cref="ArgumentException">Not a key id, or one without a version.</exception>
    public static Uri Parse(string keyId)
    {
        if (!Uri.TryCreate(keyId, UriKind.Absolute, out var id) || id.Query.Length > 0 || id.Fragment.Length > 0)
            throw new ArgumentException("Not a key id.", nameof(keyId));

        var segments = id.AbsolutePath.Split('/');
        return segments is ["", "keys", { Length: > 0 }, { Length: > 0 }] ? id : throw new ArgumentException("A key id must name a key and its version.", nameof(keyId));
    }
}
