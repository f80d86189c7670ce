using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using Kpm.Functions.Adapters.Fcm;

namespace Kpm.Tests.Functions.Adapters.Fcm;

/// <summary>What is said at start of the access to the messaging service.</summary>
public sealed class FcmOptionsTests
{
    private const string Email = "push@kpm.iam.gserviceaccount.com";

    [Fact]
    public void Given_NoCredentials_When_Checked_Then_ThatIsFineAndNothingIsConfigured()
    {
        Faults(new FcmOptions { ProjectId = "", PrivateKey = " " }).Should().BeEmpty();
        new FcmOptions { ProjectId = "", PrivateKey = " " }.IsConfigured.Should().BeFalse();
    }

    [Fact]
    public void Given_AllOfThem_When_Checked_Then_ThatIsFine()
    {
        using var key = RSA.Create(2048);
        Faults(new FcmOptions { ProjectId = "kpm", ClientEmail = Email, PrivateKey = key.ExportPkcs8PrivateKeyPem() }).Should().BeEmpty();
        Faults(new FcmOptions { ProjectId = "kpm", ClientEmail = Email, PrivateKey = key.ExportPkcs8PrivateKeyPem().Replace("\n", "\\n", StringComparison.Ordinal) }).Should().BeEmpty();
    }

    [Fact]
    public void Given_SomeOfThem_When_Checked_Then_TheyAreNamed() =>
        Faults(new FcmOptions { ProjectId = "kpm" }).Should().Equal(nameof(FcmOptions.ProjectId), nameof(FcmOptions.ClientEmail), nameof(FcmOptions.PrivateKey));

    [Fact]
    public void Given_AKeyThatIsNone_When_Checked_Then_ItIsNamed()
    {
        using var key = RSA.Create(2048);
        foreach (var wrong in new[] { "key", key.ExportSubjectPublicKeyInfoPem() })
            Faults(new FcmOptions { ProjectId = "kpm", ClientEmail = Email, PrivateKey = wrong }).Should().Equal(nameof(FcmOptions.PrivateKey));
    }

    [Fact]
    public void Given_AnAddressWithoutEncryptionAwayFromHere_When_Checked_Then_ItIsNamed() =>
        Faults(new FcmOptions { TokenUri = "http://example.com/token", Host = "fcm" }).Should().Equal(nameof(FcmOptions.TokenUri), nameof(FcmOptions.Host));

    private static IEnumerable<string> Faults(FcmOptions options) => options.Validate(new ValidationContext(options)).SelectMany(fault => fault.MemberNames);
}
