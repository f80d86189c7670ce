using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure.Core;
using Kpm.Core.Shared.Signing;
using Microsoft.Extensions.Options;

namespace Kpm.Functions.Adapters.KeyVault;

/// <summary>One version of the signing key.</summary>
/// <param name="Address">The key id with version.</param>
/// <param name="Public">Its public half.</param>
/// <param name="IsEnabled">Whether it may sign.</param>
internal sealed record SigningKeyVersion(Uri Address, PublicKey Public, bool IsEnabled);

/// <summary>Every version of the signing key, kept for a while: a signature is one call of the vault, and verifying is none.</summary>
/// <remarks>Sources: learn.microsoft.com/rest/api/keyvault/keys/get-key-versions and /get-key.</remarks>
internal sealed class SigningKeys(KeyVaultConnection connection, IOptions<KeyVaultOptions> options, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    /// <summary>How soon they are read again for a key that is not known.</summary>
    private static readonly TimeSpan Soonest = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _gate = new(1);
    private ImmutableArray<SigningKeyVersion> _versions = [];
    private long _read;

    /// <summary>All versions, the newest last.</summary>
    /// <param name="wanted">Keys that should be among them.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<ImmutableArray<SigningKeyVersion>> ListAsync(IReadOnlyCollection<string> wanted, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var age = time.GetElapsedTime(_read);
            if (!_versions.IsEmpty && age < (wanted.All(IsKnown) ? Kept : Soonest)) return _versions;
            _versions = await ReadAsync(cancellationToken);
            _read = time.GetTimestamp();
            return _versions;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The newest version that may sign.</summary>
    public async Task<SigningKeyVersion> CurrentAsync(CancellationToken cancellationToken) =>
        (await ListAsync([], cancellationToken)).LastOrDefault(version => version.IsEnabled) ?? throw new InvalidOperationException("No version of the signing key may sign.");

    /// <summary>Forgets them: what was current may sign no longer.</summary>
    public void Forget() => _versions = [];

    public void Dispose() => _gate.Dispose();

    private bool IsKnown(string key) => _versions.Any(version => version.Public.Kid == key);

    private async Task<ImmutableArray<SigningKeyVersion>> ReadAsync(CancellationToken cancellationToken)
    {
        var found = new List<(long Created, SigningKeyVersion Version)>();
        Uri? next = new(connection.Vault, $"/keys/{Uri.EscapeDataString(options.Value.SigningKeyName)}/versions");
        while (next is not null)
        {
            var page = await GetAsync<VersionPage>(next, cancellationToken);
            foreach (var item in page.Value) found.Add((item.Attributes.Created, await ReadAsync(KeyIdentifier.Parse(item.Kid), item.Attributes.Enabled, cancellationToken)));
            next = page.NextLink is { Length: > 0 } link ? new Uri(link) : null;
            if (next is not null && !KeyVaultHost.SameTrust(connection.Vault, next)) throw new InvalidOperationException("Key Vault named a foreign host.");
        }

        return [.. found.OrderBy(version => version.Created).Select(version => version.Version)];
    }

    private async Task<SigningKeyVersion> ReadAsync(Uri id, bool isEnabled, CancellationToken cancellationToken)
    {
        var key = (await GetAsync<KeyBundle>(id, cancellationToken)).Key;
        if (key is not { Crv: "P-256", X: { } x, Y: { } y }) throw new InvalidOperationException("The signing key is not on P-256.");
        return new SigningKeyVersion(id, new PublicKey(ThumbprintOf(x, y), x, y), isEnabled);
    }

    /// <summary>RFC 7638, section 3: the required members in lexicographic order, without white space.</summary>
    private static string ThumbprintOf(string x, string y) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}""")));

    private async Task<T> GetAsync<T>(Uri address, CancellationToken cancellationToken) where T : class =>
        (await connection.SendAsync(RequestMethod.Get, address, body: null, async: true, cancellationToken)).ToObjectFromJson<T>(JsonSerializerOptions.Web) ?? throw new InvalidOperationException("Key Vault answered nothing.");

    private sealed record VersionPage(IReadOnlyList<VersionItem> Value, string? NextLink);

    private sealed record VersionItem(string Kid, KeyAttributes Attributes);

    private sealed record KeyAttributes(bool Enabled, long Created);

    private sealed record KeyBundle(JsonWebKey? Key);

    private sealed record JsonWebKey(string? Crv, string? X, string? Y);
}
