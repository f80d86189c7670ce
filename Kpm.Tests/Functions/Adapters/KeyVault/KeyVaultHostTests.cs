using Kpm.Functions.Adapters.KeyVault;

namespace Kpm.Tests.Functions.Adapters.KeyVault;

/// <summary>Which addresses a token may be sent to. Nothing here makes a call.</summary>
public sealed class KeyVaultHostTests
{
    private const string Version = "00000000000000000000000000000001";
    private static readonly Uri Vault = new("https://kpm.vault.azure.net/");

    [Theory]
    [InlineData("https://kpm.vault.azure.net/")]
    [InlineData("https://kpm.vault.usgovcloudapi.net/")]
    [InlineData("https://kpm.managedhsm.azure.net/")]
    public void Given_AnAzureVault_When_Connected_Then_ItIsAccepted(string address) =>
        new KeyVaultConnection(new Uri(address), new LocalCredential()).Vault.Should().Be(new Uri(address));

    [Theory]
    [InlineData("http://kpm.vault.azure.net/")]
    [InlineData("https://vault.azure.net/")]
    [InlineData("https://kpm.vault.azure.net.example.com/")]
    [InlineData("https://kpmvault.azure.net/")]
    [InlineData("https://kpm.vault.azure.net:8443/")]
    [InlineData("https://kpm.vault.azure.net@example.com/")]
    [InlineData("https://user@kpm.vault.azure.net/")]
    [InlineData("https://example.com/")]
    [InlineData("https://127.0.0.1:8443/")]
    [InlineData("https://localhost/")]
    public void Given_AnyOtherAddress_When_Connected_Then_ItIsRefused(string address) =>
        FluentActions.Invoking(() => new KeyVaultConnection(new Uri(address), new LocalCredential())).Should().Throw<ArgumentException>();

    [Fact]
    public void Given_ALocalVaultWithoutACertificate_When_Connected_Then_ItIsRefused() =>
        FluentActions.Invoking(() => new KeyVaultConnection(new Uri("https://127.0.0.1:8443/"), new LocalCredential(), new KeyVaultClientOptions { AllowLocalVault = true }))
            .Should().Throw<ArgumentException>();

    [Theory]
    [InlineData("https://kpm.vault.azure.net/keys/kek/" + Version)]
    [InlineData("https://former.vault.azure.net/keys/kek/" + Version)]
    public void Given_AKeyIdOfTheCloud_When_Resolved_Then_TheKeyKeepsItsId(string keyId) =>
        new KeyVaultKeyResolver(new KeyVaultConnection(Vault, new LocalCredential())).Resolve(keyId).KeyId.Should().Be(keyId);

    [Theory]
    [InlineData("https://kpm.vault.azure.net/keys/kek")]
    [InlineData("https://kpm.vault.azure.net/keys/kek/")]
    [InlineData("https://kpm.vault.azure.net/secrets/kek/" + Version)]
    [InlineData("https://kpm.vault.azure.net/keys/kek/" + Version + "?x=1")]
    [InlineData("kek")]
    [InlineData("https://example.com/keys/kek/" + Version)]
    [InlineData("https://kpm.vault.azure.cn/keys/kek/" + Version)]
    [InlineData("https://127.0.0.1:8443/keys/kek/" + Version)]
    [InlineData("http://kpm.vault.azure.net/keys/kek/" + Version)]
    public void Given_AForeignOrIncompleteKeyId_When_Resolved_Then_ItIsRefused(string keyId) =>
        FluentActions.Invoking(() => new KeyVaultKeyResolver(new KeyVaultConnection(Vault, new LocalCredential())).Resolve(keyId)).Should().Throw<ArgumentException>();
}
