using Azure.Core.Cryptography;
using Azure.Storage.Blobs;
using Kpm.Core.Shared.Sealing;
using Kpm.Functions.Adapters.Blobs;
using Kpm.Functions.Adapters.Sealing;
using Kpm.Functions.Adapters.UserKeys;
using Kpm.Tests.Fakes;
using Kpm.Tests.Functions.Adapters.UserKeys;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.DependencyInjection;

namespace Kpm.Tests.Functions.Adapters.Sealing;

public sealed class SealingRegistrationTests
{
    [Fact]
    public void Given_TheRegistration_When_Resolved_Then_EveryPortHasItsAdapter()
    {
        using var vault = new LocalKeyVault();
        using var cosmos = new CosmosClient("AccountEndpoint=http://127.0.0.1:1/;AccountKey=AAAA;");
        using var provider = new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(UserKeyCacheOptions.Default)
            .AddSingleton<IKeyEncryptionKeyResolver>(vault)
            .AddSingleton<IKeyEncryptionKeyLocator>(vault)
            .AddSingleton<IUnwrapLedger, FakeUnwrapLedger>()
            .AddSealing(_ => cosmos.GetContainer("kpm-keys", "keys"), _ => new BlobContainerClient(new Uri("http://127.0.0.1:1/account/vault")))
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });

        provider.GetRequiredService<IUserKeys>().Should().BeOfType<KeyVaultUserKeys>();
        provider.GetRequiredService<IUserKeyVersions>().Should().BeOfType<UserKeyVersions>();
        provider.GetRequiredService<IUserKeyWraps>().Should().BeOfType<UserKeyWraps>();
        provider.GetRequiredService<IContentSealer>().Should().BeOfType<ContentSealer>();
        provider.GetRequiredService<IFileVault>().Should().BeOfType<BlobFileVault>();
    }
}
