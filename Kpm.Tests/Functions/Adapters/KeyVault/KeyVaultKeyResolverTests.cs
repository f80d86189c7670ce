using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Azure;
using Azure.Core.Cryptography;
using Kpm.Functions.Adapters.KeyVault;
using Kpm.Tests.Local.KeyVault;

namespace Kpm.Tests.Functions.Adapters.KeyVault;

/// <summary>The client against the local vault over its wire.</summary>
[Collection(nameof(LocalKeyVault))]
public sealed class KeyVaultKeyResolverTests(LocalKeyVault vault)
{
    private const string Algorithm = "RSA-OAEP-256";
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    [Fact]
    public async Task Given_AWrappedKey_When_Unwrapped_Then_ItIsTheSame()
    {
        var kek = await CurrentAsync();
        var wrapped = await kek.WrapKeyAsync(Algorithm, _key);
        wrapped.Should().HaveCount(3072 / 8);
        (await kek.UnwrapKeyAsync(Algorithm, wrapped)).Should().Equal(_key);
    }

    [Fact]
    public async Task Given_TheSynchronousCalls_When_Used_Then_TheyDoTheSame()
    {
        var kek = await CurrentAsync();
        kek.UnwrapKey(Algorithm, kek.WrapKey(Algorithm, _key)).Should().Equal(_key);
    }

    [Fact]
    public async Task Given_ARotation_When_TheKeyIsWrappedAgain_Then_EachVersionOpensItsOwn()
    {
        var old = await CurrentAsync();
        var wrappedByOld = await old.WrapKeyAsync(Algorithm, _key);
        await vault.RotateAsync("kek");
        var current = await CurrentAsync();
        current.KeyId.Should().NotBe(old.KeyId);
        var wrappedByCurrent = await current.WrapKeyAsync(Algorithm, await old.UnwrapKeyAsync(Algorithm, wrappedByOld));

        (await current.UnwrapKeyAsync(Algorithm, wrappedByCurrent)).Should().Equal(_key);
        (await old.UnwrapKeyAsync(Algorithm, wrappedByOld)).Should().Equal(_key);
        await ShouldFailAsync(() => current.UnwrapKeyAsync(Algorithm, wrappedByOld), HttpStatusCode.BadRequest, "BadParameter");
    }

    [Fact]
    public async Task Given_ATamperedWrap_When_Unwrapped_Then_ItFailsWith400()
    {
        var kek = await CurrentAsync();
        var wrapped = await kek.WrapKeyAsync(Algorithm, _key);
        wrapped[5] ^= 1;
        await ShouldFailAsync(() => kek.UnwrapKeyAsync(Algorithm, wrapped), HttpStatusCode.BadRequest, "BadParameter");
    }

    [Fact]
    public async Task Given_ADisabledVersion_When_Used_Then_ItFailsWith403()
    {
        var path = await vault.RotateAsync("kek");
        var kek = await CurrentAsync();
        var wrapped = await kek.WrapKeyAsync(Algorithm, _key);
        await vault.SetEnabledAsync(path, enabled: false);
        await ShouldFailAsync(() => kek.UnwrapKeyAsync(Algorithm, wrapped), HttpStatusCode.Forbidden, "Forbidden");
        await vault.SetEnabledAsync(path, enabled: true);
        (await kek.UnwrapKeyAsync(Algorithm, wrapped)).Should().Equal(_key);
    }

    [Fact]
    public async Task Given_AnUnknownVersionOrKey_When_Used_Then_ItFailsWith404()
    {
        var unknown = Resolver().Resolve($"{vault.Address}keys/kek/{new string('0', 32)}");
        await ShouldFailAsync(() => unknown.WrapKeyAsync(Algorithm, _key), HttpStatusCode.NotFound, "KeyNotFound");
        await ShouldFailAsync(() => new KeyVaultCurrentKey(Connection()).GetCurrentKeyIdAsync("nosuchkey"), HttpStatusCode.NotFound, "KeyNotFound");
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Given_ABusyVault_When_Asked_Then_TheCallIsRepeatedUntilItSucceeds(int status)
    {
        var kek = await CurrentAsync();
        var wrapped = await kek.WrapKeyAsync(Algorithm, _key);
        await vault.ResetCountsAsync();
        await vault.OrderFaultsAsync(status, count: 2, retryAfterSeconds: 0);
        (await kek.UnwrapKeyAsync(Algorithm, wrapped)).Should().Equal(_key);
        (await vault.CountAsync("unwrapKey")).Should().Be(3);
    }

    [Fact]
    public async Task Given_AVaultThatStaysBusy_When_Asked_Then_ItFailsWith429()
    {
        var kek = await CurrentAsync();
        await vault.OrderFaultsAsync(429, count: 100, retryAfterSeconds: 0);
        await ShouldFailAsync(() => kek.WrapKeyAsync(Algorithm, _key), HttpStatusCode.TooManyRequests, "Throttled");
        await vault.OrderFaultsAsync(429, count: 0);
    }

    [Fact]
    public async Task Given_AnotherCertificateThanThePinnedOne_When_Asked_Then_NothingIsSent()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var other = new CertificateRequest("CN=Kpm local key vault", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var path = Path.Combine(vault.Part.Folder, "other.pem");
        await File.WriteAllTextAsync(path, other.ExportCertificatePem());
        var options = Options(path);
        options.Retry.MaxRetries = 0;
        var connection = new KeyVaultConnection(vault.Address, new LocalCredential(), options);
        await vault.ResetCountsAsync();

        var failure = await FluentActions.Awaiting(() => new KeyVaultCurrentKey(connection).GetCurrentKeyIdAsync("kek")).Should().ThrowAsync<RequestFailedException>();

        failure.Which.ToString().Should().Contain("AuthenticationException");
        (await vault.CountAsync("get")).Should().Be(0);
    }

    private static async Task ShouldFailAsync(Func<Task> act, HttpStatusCode status, string code)
    {
        var failure = (await act.Should().ThrowAsync<RequestFailedException>()).Which;
        failure.Status.Should().Be((int)status);
        failure.ErrorCode.Should().Be(code);
    }

    private static KeyVaultClientOptions Options(string certificatePath)
    {
        var options = new KeyVaultClientOptions { AllowLocalVault = true, LocalCertificatePath = certificatePath };
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        options.Retry.MaxDelay = TimeSpan.FromMilliseconds(10);
        return options;
    }

    private KeyVaultConnection Connection() => new(vault.Address, new LocalCredential(), Options(vault.CertificatePath));

    private KeyVaultKeyResolver Resolver() => new(Connection());

    private async Task<IKeyEncryptionKey> CurrentAsync() =>
        await Resolver().ResolveAsync(await new KeyVaultCurrentKey(Connection()).GetCurrentKeyIdAsync("kek"));
}
