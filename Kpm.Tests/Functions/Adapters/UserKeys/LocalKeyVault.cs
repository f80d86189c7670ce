using System.Collections.Concurrent;
using System.Security.Cryptography;
using Azure.Core.Cryptography;
using Kpm.Functions.Adapters.UserKeys;

namespace Kpm.Tests.Functions.Adapters.UserKeys;

/// <summary>The vault's key operations with RSA keys in this process; counts them.</summary>
internal sealed class LocalKeyVault : IKeyEncryptionKeyResolver, IKeyEncryptionKeyLocator, IDisposable
{
    private readonly ConcurrentDictionary<string, RSA> _keys = new();
    private int _wraps;
    private int _unwraps;

    public LocalKeyVault() => Rotate();

    public string CurrentKeyId { get; set; } = "";

    public int Wraps => _wraps;

    public int Unwraps => _unwraps;

    /// <summary>When set, the vault does not answer.</summary>
    public bool IsDown { get; set; }

    /// <summary>Makes a new version of the key the current one; the old ones still unwrap.</summary>
    public void Rotate()
    {
        CurrentKeyId = $"https://kpm-test.vault.azure.net/keys/user-keys/{_keys.Count + 1:x32}";
        _keys[CurrentKeyId] = RSA.Create(2048);
    }

    public Task<string> GetCurrentKeyIdAsync(CancellationToken cancellationToken) => Task.FromResult(CurrentKeyId);

    public IKeyEncryptionKey Resolve(string keyId, CancellationToken cancellationToken = default) =>
        new Key(this, keyId, _keys.GetValueOrDefault(keyId) ?? _keys.Values.First());

    public Task<IKeyEncryptionKey> ResolveAsync(string keyId, CancellationToken cancellationToken = default) => Task.FromResult(Resolve(keyId, cancellationToken));

    public void Dispose()
    {
        foreach (var key in _keys.Values) key.Dispose();
    }

    private sealed class Key(LocalKeyVault vault, string id, RSA rsa) : IKeyEncryptionKey
    {
        public string KeyId => id;

        public byte[] WrapKey(string algorithm, ReadOnlyMemory<byte> key, CancellationToken cancellationToken = default)
        {
            Allow(algorithm);
            Interlocked.Increment(ref vault._wraps);
            return rsa.Encrypt(key.Span, RSAEncryptionPadding.OaepSHA256);
        }

        public byte[] UnwrapKey(string algorithm, ReadOnlyMemory<byte> encryptedKey, CancellationToken cancellationToken = default)
        {
            Allow(algorithm);
            Interlocked.Increment(ref vault._unwraps);
            return rsa.Decrypt(encryptedKey.Span, RSAEncryptionPadding.OaepSHA256);
        }

        public Task<byte[]> WrapKeyAsync(string algorithm, ReadOnlyMemory<byte> key, CancellationToken cancellationToken = default) =>
            Task.Run(() => WrapKey(algorithm, key, cancellationToken), cancellationToken);

        public Task<byte[]> UnwrapKeyAsync(string algorithm, ReadOnlyMemory<byte> encryptedKey, CancellationToken cancellationToken = default) =>
            Task.Run(() => UnwrapKey(algorithm, encryptedKey, cancellationToken), cancellationToken);

        private void Allow(string algorithm)
        {
            if (vault.IsDown) throw new IOException("The vault does not answer.");
            if (algorithm != "RSA-OAEP-256") throw new NotSupportedException($"The vault has no algorithm {algorithm}.");
        }
    }
}
