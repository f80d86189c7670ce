using Azure.Core;
using Azure.Core.Cryptography;
using Azure.Storage.Blobs;
using Kpm.Core.Shared.Signing;
using Kpm.Functions.Adapters.Blobs;
using Kpm.Functions.Adapters.Cosmos;
using Kpm.Functions.Adapters.KeyVault;
using Kpm.Functions.Adapters.Sealing;
using Kpm.Functions.Adapters.UserKeys;
using Kpm.Functions.Shared;
using Kpm.Functions.Telemetry;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Kpm.Functions.Composition;

/// <summary>Keys, sealing and the store of sealed files.</summary>
internal static class VaultRegistration
{
    public static IServiceCollection AddVault(this IServiceCollection services)
    {
        services.AddSettings<KeyVaultOptions>("KeyVault");
        services.AddSettings<BlobOptions>("Blobs");
        return services
            .AddSingleton(Connect)
            .AddSingleton<KeyVaultCurrentKey>()
            .AddSingleton<IKeyEncryptionKeyResolver, KeyVaultKeyResolver>()
            .AddSingleton<IKeyEncryptionKeyLocator, KeyEncryptionKeyLocator>()
            .AddSingleton<SigningKeys>()
            .AddSingleton<KeyVaultSigner>()
            .AddSingleton<ISigner>(provider => provider.GetRequiredService<KeyVaultSigner>())
            .AddSingleton<ISignatures>(provider => provider.GetRequiredService<KeyVaultSigner>())
            .AddSingleton(VaultContainer)
            .AddSingleton<IDependency, KeyVaultDependency>()
            .AddSingleton<IDependency, BlobDependency>()
            .AddSealing(KeysContainer, provider => provider.GetRequiredService<BlobContainerClient>(), KpmJson.Options);
    }

    private static KeyVaultConnection Connect(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<KeyVaultOptions>>().Value;
        var isLocal = options.LocalCertificate is not null;
        return new KeyVaultConnection(
            new Uri(options.Uri),
            isLocal ? new LocalCredential() : provider.GetRequiredService<TokenCredential>(),
            new KeyVaultClientOptions { AllowLocalVault = isLocal, LocalCertificatePath = options.LocalCertificate });
    }

    private static BlobContainerClient VaultContainer(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<BlobOptions>>().Value;
        var client = new BlobClientOptions();
        client.AddPolicy(new CallMeter("blob"), HttpPipelinePosition.PerRetry);
        return options.ConnectionString is { Length: > 0 } connection
            ? new BlobContainerClient(connection, options.Container, client)
            : new BlobContainerClient(new Uri($"{options.ServiceUri!.TrimEnd('/')}/{options.Container}"), provider.GetRequiredService<TokenCredential>(), client);
    }

    private static Container KeysContainer(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<CosmosOptions>>().Value;
        var client = options.KeysEndpoint is { Length: > 0 } endpoint
            ? CosmosClients.Create(endpoint, options.KeysKey, provider.GetRequiredService<TokenCredential>())
            : provider.GetRequiredService<CosmosClient>();
        return client.GetContainer(options.KeysDatabase, "keys");
    }
}
