using System.Text.Json;
using Azure.Core.Cryptography;
using Azure.Storage.Blobs;
using Kpm.Core.Shared.Sealing;
using Kpm.Functions.Adapters.Blobs;
using Kpm.Functions.Adapters.UserKeys;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.DependencyInjection;

namespace Kpm.Functions.Adapters.Sealing;

/// <summary>Puts sealing together.</summary>
public static class SealingRegistration
{
    /// <summary>
    /// Registers <see cref="IUserKeys"/>, their <see cref="IUserKeyVersions"/> and <see cref="IUserKeyWraps"/>, <see cref="IContentSealer"/>,
    /// <see cref="IFileVault"/>, <see cref="IPartVault"/> and <see cref="IExportVault"/>. Needs <see cref="TimeProvider"/>, <see cref="UserKeyCacheOptions"/>,
    /// <see cref="IKeyEncryptionKeyResolver"/> and <see cref="IKeyEncryptionKeyLocator"/>.
    /// </summary>
    /// <param name="services">Where to register.</param>
    /// <param name="keysContainer">The Cosmos DB container <c>keys</c>, in an account of its own.</param>
    /// <param name="vaultContainer">The blob container <c>vault</c>; it exists.</param>
    /// <param name="contentJson">How content is written as JSON before it is sealed; it must stay able to read what was sealed before.</param>
    public static IServiceCollection AddSealing(
        this IServiceCollection services,
        Func<IServiceProvider, Container> keysContainer,
        Func<IServiceProvider, BlobContainerClient> vaultContainer,
        JsonSerializerOptions? contentJson = null) => services
            .AddSingleton<IUserKeyStore>(provider => new CosmosUserKeyStore(keysContainer(provider)))
            .AddSingleton<UserKeyWrapping>()
            .AddSingleton<IUserKeys, KeyVaultUserKeys>()
            .AddSingleton<IUserKeyVersions, UserKeyVersions>()
            .AddSingleton<IUserKeyWraps, UserKeyWraps>()
            .AddSingleton<IContentSealer>(provider => new ContentSealer(provider.GetRequiredService<IUserKeys>(), contentJson ?? JsonSerializerOptions.Web))
            .AddSingleton(provider => new BlobFileVault(vaultContainer(provider), provider.GetRequiredService<IUserKeys>(), FileFormat.FourMebibytes))
            .AddSingleton<IFileVault>(provider => provider.GetRequiredService<BlobFileVault>())
            .AddSingleton<IPartVault>(provider => provider.GetRequiredService<BlobFileVault>())
            .AddSingleton<IExportVault>(provider => provider.GetRequiredService<BlobFileVault>());
}
