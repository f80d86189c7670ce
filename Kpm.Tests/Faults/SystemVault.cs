using Azure.Core;
using Azure.Storage.Blobs;
using Kpm.Core.Shared.Sealing;
using Kpm.Functions.Adapters.Blobs;
using Kpm.Functions.Adapters.Cosmos;
using Kpm.Functions.Adapters.KeyVault;
using Kpm.Functions.Adapters.Sealing;
using Kpm.Functions.Adapters.UserKeys;
using Kpm.Local.Blob;
using Kpm.Local.Cosmos;
using Kpm.Tests.Fakes;
using Kpm.Tests.Running;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Options;

namespace Kpm.Tests.Faults;

/// <summary>The adapters of the product over the stores of a running system, in this process: another instance that keeps no key yet.</summary>
internal sealed class SystemVault : IDisposable
{
    private readonly CosmosClient _cosmos;
    private readonly KeyVaultConnection _connection;
    private readonly KeyVaultUserKeys _keys;

    public SystemVault(KpmSystem system)
    {
        _cosmos = CosmosClients.Create(system.CosmosAddress.ToString(), CosmosPart.LocalKey, new LocalCredential());
        Blobs = new BlobContainerClient(BlobPart.ConnectionString(system.Blob.Port), "vault");
        _connection = new KeyVaultConnection(
            system.KeyVaultAddress,
            new LocalCredential(),
            new KeyVaultClientOptions { AllowLocalVault = true, LocalCertificatePath = Path.Combine(system.KeyVault.Folder, "certificate.pem") });
        var locator = new KeyEncryptionKeyLocator(new KeyVaultCurrentKey(_connection), Options.Create(new KeyVaultOptions()));
        var store = new CosmosUserKeyStore(_cosmos.GetContainer("kpm-keys", "keys"));
        var wrapping = new UserKeyWrapping(new KeyVaultKeyResolver(_connection), locator, new FakeUnwrapLedger(), TimeProvider.System);
        _keys = new KeyVaultUserKeys(store, wrapping, TimeProvider.System, UserKeyCacheOptions.Default);
        Wraps = new UserKeyWraps(store, wrapping);
        Versions = new UserKeyVersions(store, wrapping);
        Sealer = new ContentSealer(_keys, KpmJson.Options);
        Files = new BlobFileVault(Blobs, _keys, FileFormat.FourMebibytes);
    }

    public Database Documents => _cosmos.GetDatabase("kpm");

    public BlobContainerClient Blobs { get; }

    public IUserKeys Keys => _keys;

    public IUserKeyWraps Wraps { get; }

    public IUserKeyVersions Versions { get; }

    public IContentSealer Sealer { get; }

    public IFileVault Files { get; }

    /// <summary>Makes a new version of the vault's key, as its rotation policy does.</summary>
    public async Task RotateVaultKeyAsync() =>
        await _connection.SendAsync(RequestMethod.Post, new Uri(_connection.Vault, "/keys/kek/rotate"), body: null, async: true, default);

    public void Dispose()
    {
        _keys.Dispose();
        _cosmos.Dispose();
    }
}
