using System.ComponentModel.DataAnnotations;
using Kpm.Functions.Adapters.Passkeys;

namespace Kpm.Tests.Functions.Adapters.Passkeys;

public sealed class PasskeyOptionsTests
{
    [Theory]
    [InlineData("keepem.app", "https://keepem.app", true)]
    [InlineData("keepem.app", "https://keepem.app, https://app.keepem.app:8443", true)]
    [InlineData("keepem.app", "https://keepem.app,android:apk-key-hash:ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmno-_", true)]
    [InlineData("localhost", "http://localhost:7071", true)]
    [InlineData("", "https://keepem.app", false)]
    [InlineData("keepem.app", "", false)]
    [InlineData("keepem.app", "keepem.app", false)]
    [InlineData("keepem.app", "http://keepem.app", false)]
    [InlineData("keepem.app", "https://keepem.app/", false)]
    [InlineData("keepem.app", "https://keepem.app/login", false)]
    [InlineData("keepem.app", "https://notkeepem.app", false)]
    [InlineData("keepem.app", "https://keepem.app.example", false)]
    [InlineData("keepem.app", "https://keepem.app, https://example.com", false)]
    [InlineData("keepem.app", "http://localhost:7071", false)]
    [InlineData("keepem.app", "android:apk-key-hash:short", false)]
    public void Given_Settings_When_Checked_Then_OnlyOriginsOfTheDomainAndOfAppsPass(string relyingParty, string origins, bool isValid)
    {
        var options = new PasskeyOptions { RelyingPartyId = relyingParty, Origins = origins };

        Validator.TryValidateObject(options, new ValidationContext(options), null, validateAllProperties: true).Should().Be(isValid);
    }
}
