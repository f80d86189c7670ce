using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Kpm.Core.Shared;
using Kpm.Core.Users.Factors;
using Kpm.Functions.Adapters.Passkeys;
using Kpm.Tests.Running;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Kpm.Tests.Functions.Adapters.Passkeys;

/// <summary>What the relying party takes for proven, without any other system.</summary>
public sealed class Fido2PasskeyVerifierTests : IDisposable
{
    private const string Origin = "https://app.keepem.app";
    private const string Android = "android:apk-key-hash:ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmno-_";
    private static readonly UserId User = new(Guid.CreateVersion7());
    private readonly SoftwareAuthenticator _phone = new(Origin);
    private readonly Fido2PasskeyVerifier _verifier = new(
        Options.Create(new PasskeyOptions { RelyingPartyId = "keepem.app", Origins = $"{Origin},{Android}" }),
        NullLogger<Fido2PasskeyVerifier>.Instance);

    [Fact]
    public void Given_Challenges_When_Made_Then_EachIs32OtherBytes()
    {
        var challenges = Enumerable.Range(0, 100).Select(_ => _verifier.CreateChallenge()).ToList();
        challenges.Should().OnlyHaveUniqueItems().And.AllSatisfy(challenge => Base64Url.DecodeFromChars(challenge).Should().HaveCount(32));
    }

    [Theory]
    [InlineData(Origin)]
    [InlineData(Android)]
    public async Task Given_AnAuthenticator_When_ItRegistersAndLogsIn_Then_BothAreProven(string origin)
    {
        _phone.Origin = origin;
        var (passkey, challenge) = (await RegisterAsync(), _verifier.CreateChallenge());
        passkey.Credential.Should().Be(_phone.Credential);
        passkey.SignCount.Should().Be(1);
        var answer = Answer(_phone.Get(LogInOptions(challenge)));

        _verifier.Read(answer).Should().Be(new PasskeyAnswer(_phone.Credential, User));
        (await _verifier.VerifyLogInAsync(passkey, challenge, answer, default)).Should().Be(2);
        (await _verifier.VerifyLogInAsync(passkey with { SignCount = 50 }, challenge, answer, default)).Should().Be(2, "whether it went back is for the account to say");
    }

    [Fact]
    public async Task Given_ALogIn_When_AnythingInItIsNotRight_Then_NothingIsProven()
    {
        var (passkey, challenge) = (await RegisterAsync(), _verifier.CreateChallenge());
        async Task<long?> VerifyAsync(Action<SoftwareAuthenticator> change)
        {
            change(_phone);
            return await _verifier.VerifyLogInAsync(passkey, challenge, Answer(_phone.Get(LogInOptions(challenge))), default);
        }

        (await VerifyAsync(phone => phone.Origin = "https://other.keepem.app")).Should().BeNull("the origin is not one of the settings");
        (await VerifyAsync(phone => phone.Origin = $"{Origin}:8443")).Should().BeNull();
        (await VerifyAsync(phone => phone.Origin = Android[..^1] + "A")).Should().BeNull();
        (await VerifyAsync(phone => (phone.Origin, phone.RelyingParty) = (Origin, "app.keepem.app"))).Should().BeNull();
        (await VerifyAsync(phone => (phone.RelyingParty, phone.Verifies) = (null, false))).Should().BeNull();
        (await VerifyAsync(phone => (phone.Verifies, phone.Challenge) = (true, _verifier.CreateChallenge()))).Should().BeNull();
        (await VerifyAsync(phone => phone.Challenge = null)).Should().NotBeNull();
        using var other = new SoftwareAuthenticator(Origin) { UserHandle = _phone.UserHandle };
        (await _verifier.VerifyLogInAsync(passkey, challenge, Answer(other.Get(LogInOptions(challenge))), default)).Should().BeNull("it is signed by another key");
        (await _verifier.VerifyLogInAsync(passkey, challenge, Answer(_phone.Create(RegistrationOptions(challenge))), default)).Should().BeNull("it is a registration");
    }

    [Fact]
    public async Task Given_AnAnswerFromAForeignFrame_When_Verified_Then_NothingIsProven()
    {
        var (passkey, challenge) = (await RegisterAsync(), _verifier.CreateChallenge());
        _phone.IsCrossOrigin = true;

        (await _verifier.VerifyLogInAsync(passkey, challenge, Answer(_phone.Get(LogInOptions(challenge))), default)).Should().BeNull();
    }

    /// <summary>Whatever a stranger sends is right or refused, and never a fault.</summary>
    [Fact]
    public async Task Given_AnswersWithChangedBytes_When_Verified_Then_NothingIsProvenByASignatureAndNothingThrows()
    {
        var (passkey, challenge) = (await RegisterAsync(), _verifier.CreateChallenge());
        var (created, got) = (Answer(_phone.Create(RegistrationOptions(challenge))), Answer(_phone.Get(LogInOptions(challenge))));
        var change = Gen.Select(Gen.Int[0, 1000], Gen.Byte[1, 255], Gen.Bool);
        string[] signed = ["clientDataJSON", "authenticatorData", "signature"];

        await Gen.Select(change, Gen.Int[0, 2], Gen.Bool).SampleAsync(
            async (how, ofLogIn, ofRegistration) =>
            {
                await _verifier.VerifyRegistrationAsync(User, challenge, Changed(created, ofRegistration ? "attestationObject" : "clientDataJSON", how), default);
                (await _verifier.VerifyLogInAsync(passkey, challenge, Changed(got, signed[ofLogIn], how), default)).Should().BeNull();
            },
            iter: 500);
    }

    /// <summary>The tags and lengths of a signature in DER: they say nothing of what is signed, and there is one right form.</summary>
    [Fact]
    public async Task Given_ASignatureInAnotherForm_When_Verified_Then_NothingIsProven()
    {
        var (passkey, challenge) = (await RegisterAsync(), _verifier.CreateChallenge());
        var got = Answer(_phone.Get(LogInOptions(challenge)));
        var second = 4 + Base64Url.DecodeFromChars((string)JsonNode.Parse(got)!["response"]!["signature"]!)[3];

        foreach (var at in new[] { 0, 1, 2, 3, second, second + 1 })
            for (var by = 1; by <= byte.MaxValue; by++)
                (await _verifier.VerifyLogInAsync(passkey, challenge, Changed(got, "signature", (at, (byte)by, IsCut: false)), default)).Should().BeNull($"byte {at} is changed by {by}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"rawId":5}""")]
    [InlineData("""{"rawId":"!"}""")]
    [InlineData("""{"rawId":"AA"}""")]
    [InlineData("""{"rawId":"AA","response":[]}""")]
    public async Task Given_Nonsense_When_Read_Then_ItIsRefused(string nonsense)
    {
        _verifier.Read(nonsense).Should().BeNull();
        (await _verifier.VerifyRegistrationAsync(User, _verifier.CreateChallenge(), nonsense, default)).Should().BeNull();
        (await _verifier.VerifyLogInAsync(await RegisterAsync(), _verifier.CreateChallenge(), nonsense, default)).Should().BeNull();
    }

    public void Dispose() => _phone.Dispose();

    private async Task<Passkey> RegisterAsync()
    {
        var challenge = _verifier.CreateChallenge();
        var proven = (await _verifier.VerifyRegistrationAsync(User, challenge, Answer(_phone.Create(RegistrationOptions(challenge))), default))!;
        return new Passkey
        {
            Id = new PasskeyId(Guid.CreateVersion7()),
            Credential = proven.Credential,
            PublicKey = proven.PublicKey,
            SignCount = proven.SignCount,
            Transports = proven.Transports,
            Name = "Phone",
            CreatedTs = new Timestamp(1),
        };
    }

    private static JsonElement RegistrationOptions(string challenge) =>
        JsonSerializer.SerializeToElement(new { challenge, rp = new { id = "keepem.app" }, user = new { id = Base64Url.EncodeToString(Fido2PasskeyVerifier.HandleOf(User)) } });

    private static JsonElement LogInOptions(string challenge) => JsonSerializer.SerializeToElement(new { challenge, rpId = "keepem.app" });

    private static string Answer(object answer) => JsonSerializer.Serialize(answer);

    /// <summary>One byte of one field is another, or everything from there on is cut off.</summary>
    private static string Changed(string answer, string field, (int At, byte By, bool IsCut) how)
    {
        var root = JsonNode.Parse(answer)!;
        var bytes = Base64Url.DecodeFromChars((string)root["response"]![field]!);
        var at = how.At % bytes.Length;
        if (how.IsCut) bytes = bytes[..at];
        else bytes[at] ^= how.By;
        root["response"]![field] = Base64Url.EncodeToString(bytes);
        return root.ToJsonString();
    }
}
