using System.Buffers.Text;
using System.Runtime.Versioning;
using Kpm.Tests.Local.Hosting;

namespace Kpm.Tests.Local.KeyVault;

public sealed class KeyVaultDurabilityTests(LocalKeyVault vault) : IClassFixture<LocalKeyVault>
{
    [Fact]
    public async Task Given_AKilledVault_When_StartedAgain_Then_KeysVersionsAttributesAndCertificateAreTheSame()
    {
        var old = await vault.CurrentPathAsync("kek");
        var value = Base64Url.EncodeToString("a key"u8);
        var (_, wrapped) = await vault.SendAsync(HttpMethod.Post, $"{old}/wrapkey", new { alg = "RSA-OAEP-256", value });
        var current = await vault.RotateAsync("kek");
        await vault.SetEnabledAsync(current, enabled: false);
        var certificate = await File.ReadAllTextAsync(vault.CertificatePath);

        await vault.Part.KillAsync();
        await vault.Part.StartAgainAsync();

        (await vault.CurrentPathAsync("kek")).Should().Be(current);
        (await vault.GetAsync(current)).GetProperty("attributes").GetProperty("enabled").GetBoolean().Should().BeFalse();
        var (_, unwrapped) = await vault.SendAsync(HttpMethod.Post, $"{old}/unwrapkey", new { alg = "RSA-OAEP-256", value = wrapped.GetProperty("value").GetString() });
        unwrapped.GetProperty("value").GetString().Should().Be(value);
        (await File.ReadAllTextAsync(vault.CertificatePath)).Should().Be(certificate);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Given_TheVaultsFolder_When_Listed_Then_OnlyTheOwnerMayReadItsFiles()
    {
        var files = Directory.GetFiles(vault.Part.Folder, "*", SearchOption.AllDirectories);
        files.Should().HaveCount(5).And.OnlyContain(file => File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public async Task Given_APortInUse_When_AnotherVaultStartsOnIt_Then_ItIsRefusedWithCode3()
    {
        var (exitCode, error) = await PartRun.ToEndAsync("key-vault", "--port", vault.Part.Port.ToString(), "--data", vault.Part.Folder);
        exitCode.Should().Be(3);
        error.Should().Contain("already in use").And.NotContain("\n");
    }
}
