using System.Buffers.Text;
using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Cryptography;

namespace Kpm.Functions.Adapters.KeyVault;

/// <summary>
/// One version of a key in Key Vault, whose private half never leaves the vault: every wrap and unwrap is a call, counted against the vault's
/// limit (1,000 in 10 s for software RSA 3072, learn.microsoft.com/azure/key-vault/general/service-limits) and written to its audit log.
/// Failures are <see cref="RequestFailedException"/>: 400 for a value that this version did not wrap, 403 for a disabled version or a missing
/// role, 404 for an unknown key, 429 when throttled beyond the retries.
/// </summary>
internal sealed class KeyVaultKeyEncryptionKey(KeyVaultConnection connection, Uri id) : IKeyEncryptionKey
{
    /// <summary>The key id with version.</summary>
    public string KeyId => id.AbsoluteUri;

    public byte[] WrapKey(string algorithm, ReadOnlyMemory<byte> key, CancellationToken cancellationToken = default) =>
        Completed(SendAsync("wrapkey", algorithm, key, async: false, cancellationToken));

    public Task<byte[]> WrapKeyAsync(string algorithm, ReadOnlyMemory<byte> key, CancellationToken cancellationToken = default) =>
        SendAsync("wrapkey", algorithm, key, async: true, cancellationToken).AsTask();

    public byte[] UnwrapKey(string algorithm, ReadOnlyMemory<byte> encryptedKey, CancellationToken cancellationToken = default) =>
        Completed(SendAsync("unwrapkey", algorithm, encryptedKey, async: false, cancellationToken));

    public Task<byte[]> UnwrapKeyAsync(string algorithm, ReadOnlyMemory<byte> encryptedKey, CancellationToken cancellationToken = default) =>
        SendAsync("unwrapkey", algorithm, encryptedKey, async: true, cancellationToken).AsTask();

    private async ValueTask<byte[]> SendAsync(string operation, string algorithm, ReadOnlyMemory<byte> value, bool async, CancellationToken cancellation)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new KeyOperation(algorithm, Base64Url.EncodeToString(value.Span)), JsonSerializerOptions.Web);
        var content = await connection.SendAsync(RequestMethod.Post, new Uri($"{KeyId}/{operation}"), body, async, cancellation);
        var result = content.ToObjectFromJson<KeyOperationResult>(JsonSerializerOptions.Web);
        if (result?.Value is null || !string.Equals(result.Kid, KeyId, StringComparison.OrdinalIgnoreCase)) throw new InvalidOperationException("Key Vault answered for another key.");
        return Base64Url.DecodeFromChars(result.Value);
    }

    // The interface has synchronous methods too; the synchronous path of the pipeline waits on no task, so this one is complete already.
    private static byte[] Completed(ValueTask<byte[]> sent) =>
        sent.IsCompleted ? sent.GetAwaiter().GetResult() : throw new InvalidOperationException("The synchronous pipeline left a task open.");

    private sealed record KeyOperation(string Alg, string Value);

    private sealed record KeyOperationResult(string? Kid, string? Value);
}
