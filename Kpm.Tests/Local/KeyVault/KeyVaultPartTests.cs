using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;

namespace Kpm.Tests.Local.KeyVault;

[Collection(nameof(LocalKeyVault))]
public sealed class KeyVaultPartTests(LocalKeyVault vault)
{
    private static readonly string Secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    [Fact]
    public async Task Given_NoToken_When_AKeyIsRead_Then_TheBearerChallengeIsAnswered()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/keys/kek?api-version=7.4");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer other");
        using var response = await vault.Client.SendAsync(request);
        response.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        response.Headers.WwwAuthenticate.ToString().Should().StartWith("Bearer authorization=\"https://").And.EndWith("resource=\"https://vault.azure.net\"");
    }

    [Theory]
    [InlineData("")]
    [InlineData("?api-version=7.0")]
    public async Task Given_NoKnownApiVersion_When_AKeyIsRead_Then_ItIsABadParameter(string query)
    {
        var answer = await vault.SendAsync(HttpMethod.Get, "/keys/kek", query: query);
        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        ErrorCode(answer.Body).Should().Be("BadParameter");
    }

    [Fact]
    public async Task Given_TheKek_When_ItIsRead_Then_ItIsAnRsaKeyOf3072Bits()
    {
        var key = (await vault.GetAsync("/keys/kek")).GetProperty("key");
        key.GetProperty("kty").GetString().Should().Be("RSA");
        Base64Url.DecodeFromChars(key.GetProperty("n").GetString()).Length.Should().Be(3072 / 8);
        key.TryGetProperty("d", out _).Should().BeFalse();
    }

    [Fact]
    public async Task Given_AWrappedValue_When_Unwrapped_Then_ItIsTheSame()
    {
        var path = await vault.CurrentPathAsync("kek");
        var (status, wrapped) = await vault.SendAsync(HttpMethod.Post, $"{path}/wrapkey", new { alg = "RSA-OAEP-256", value = Secret });
        status.Should().Be(HttpStatusCode.OK);
        var (_, unwrapped) = await vault.SendAsync(HttpMethod.Post, $"{path}/unwrapkey", new { alg = "RSA-OAEP-256", value = wrapped.GetProperty("value").GetString() });
        unwrapped.GetProperty("value").GetString().Should().Be(Secret);
        new Uri(unwrapped.GetProperty("kid").GetString()!).AbsolutePath.Should().Be(path);
    }

    /// <summary>Source: learn.microsoft.com/azure/key-vault/keys/about-keys-details: a vault's keys do not wrap with AES; the weaker RSA paddings are refused here too.</summary>
    [Theory]
    [InlineData("RSA1_5")]
    [InlineData("RSA-OAEP")]
    [InlineData("A256KW")]
    [InlineData("CKM_AES_KEY_WRAP")]
    [InlineData(null)]
    public async Task Given_AnotherAlgorithm_When_Wrapped_Then_ItIsABadParameter(string? alg)
    {
        var answer = await vault.SendAsync(HttpMethod.Post, $"{await vault.CurrentPathAsync("kek")}/wrapkey", new { alg, value = Secret });
        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        ErrorCode(answer.Body).Should().Be("BadParameter");
    }

    /// <summary>RFC 8017 section 7.1.1: OAEP with SHA-256 under 3072 bits holds at most 318 bytes.</summary>
    [Theory]
    [InlineData(318, HttpStatusCode.OK)]
    [InlineData(319, HttpStatusCode.BadRequest)]
    [InlineData(0, HttpStatusCode.BadRequest)]
    public async Task Given_AValueOfSomeLength_When_Wrapped_Then_OnlyWhatFitsIsAccepted(int length, HttpStatusCode expected)
    {
        var value = Base64Url.EncodeToString(new byte[length]);
        var answer = await vault.SendAsync(HttpMethod.Post, $"{await vault.CurrentPathAsync("kek")}/wrapkey", new { alg = "RSA-OAEP-256", value });
        answer.Status.Should().Be(expected);
    }

    [Fact]
    public async Task Given_AValueThatIsNotBase64Url_When_Wrapped_Then_ItIsABadParameter()
    {
        var answer = await vault.SendAsync(HttpMethod.Post, $"{await vault.CurrentPathAsync("kek")}/wrapkey", new { alg = "RSA-OAEP-256", value = "not+base64url/" });
        answer.Status.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Given_AnUnknownKey_When_Read_Then_ItIsNotFound()
    {
        var answer = await vault.SendAsync(HttpMethod.Get, "/keys/nosuchkey");
        answer.Status.Should().Be(HttpStatusCode.NotFound);
        ErrorCode(answer.Body).Should().Be("KeyNotFound");
    }

    [Fact]
    public async Task Given_ADisabledVersion_When_Used_Then_ItIsForbiddenUntilEnabledAgain()
    {
        var path = await vault.RotateAsync("kek");
        await vault.SetEnabledAsync(path, enabled: false);
        foreach (var operation in new[] { "wrapkey", "unwrapkey" })
        {
            var refused = await vault.SendAsync(HttpMethod.Post, $"{path}/{operation}", new { alg = "RSA-OAEP-256", value = Secret });
            refused.Status.Should().Be(HttpStatusCode.Forbidden);
            refused.Body.GetProperty("error").GetProperty("innererror").GetProperty("code").GetString().Should().Be("KeyDisabled");
        }

        await vault.SetEnabledAsync(path, enabled: true);
        var answer = await vault.SendAsync(HttpMethod.Post, $"{path}/wrapkey", new { alg = "RSA-OAEP-256", value = Secret });
        answer.Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Given_ARotatedKey_When_ItsVersionsAreListed_Then_BothAreThere()
    {
        var before = await vault.CurrentPathAsync("kek");
        var after = await vault.RotateAsync("kek");
        var versions = (await vault.GetAsync("/keys/kek/versions")).GetProperty("value").EnumerateArray().Select(v => new Uri(v.GetProperty("kid").GetString()!).AbsolutePath);
        versions.Should().Contain([before, after]);
        (await vault.CurrentPathAsync("kek")).Should().Be(after).And.NotBe(before);
    }

    [Fact]
    public async Task Given_ASignedDigest_When_Verified_Then_OnlyTheSignedOneIsValid()
    {
        var path = await vault.CurrentPathAsync("signing");
        var digest = Base64Url.EncodeToString(SHA256.HashData("text"u8));
        var (status, signed) = await vault.SendAsync(HttpMethod.Post, $"{path}/sign", new { alg = "ES256", value = digest });
        status.Should().Be(HttpStatusCode.OK);
        var signature = signed.GetProperty("value").GetString()!;
        Base64Url.DecodeFromChars(signature).Length.Should().Be(64, "RFC 7518 section 3.4 joins R and S");
        (await VerifyAsync(path, digest, signature)).Should().BeTrue();
        (await VerifyAsync(path, Base64Url.EncodeToString(SHA256.HashData("other"u8)), signature)).Should().BeFalse();
    }

    [Theory]
    [InlineData("kek", "sign", "ES256", 32)]
    [InlineData("signing", "wrapkey", "RSA-OAEP-256", 32)]
    [InlineData("signing", "sign", "ES256", 20)]
    [InlineData("signing", "sign", "ES384", 32)]
    public async Task Given_AnOperationThatDoesNotFitTheKey_When_Asked_Then_ItIsABadParameter(string key, string operation, string alg, int length)
    {
        var answer = await vault.SendAsync(HttpMethod.Post, $"{await vault.CurrentPathAsync(key)}/{operation}", new { alg, value = Base64Url.EncodeToString(new byte[length]) });
        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        ErrorCode(answer.Body).Should().Be("BadParameter");
    }

    [Fact]
    public async Task Given_Operations_When_CountedAndReset_Then_TheCountsFollow()
    {
        var path = await vault.CurrentPathAsync("kek");
        await vault.ResetCountsAsync();
        await vault.SendAsync(HttpMethod.Post, $"{path}/wrapkey", new { alg = "RSA-OAEP-256", value = Secret });
        (await vault.CountAsync("wrapKey")).Should().Be(1);
        (await vault.CountAsync("unwrapKey")).Should().Be(0);
        await vault.ResetCountsAsync();
        (await vault.CountAsync("wrapKey")).Should().Be(0);
    }

    [Theory]
    [InlineData(429, "Throttled", "1")]
    [InlineData(503, "ServiceUnavailable", null)]
    public async Task Given_AnOrderedFault_When_Asked_Then_ItIsAnsweredOnce(int status, string code, string? retryAfter)
    {
        await vault.OrderFaultsAsync(status, count: 1);
        using var response = await vault.Client.GetAsync("/keys/kek?api-version=7.4");
        ((int)response.StatusCode).Should().Be(status);
        response.Headers.RetryAfter?.ToString().Should().Be(retryAfter);
        ErrorCode(JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement).Should().Be(code);
        (await vault.SendAsync(HttpMethod.Get, "/keys/kek")).Status.Should().Be(HttpStatusCode.OK);
    }

    private static string? ErrorCode(JsonElement body) => body.GetProperty("error").GetProperty("code").GetString();

    private async Task<bool> VerifyAsync(string path, string digest, string signature)
    {
        var (_, verified) = await vault.SendAsync(HttpMethod.Post, $"{path}/verify", new { alg = "ES256", digest, value = signature });
        return verified.GetProperty("value").GetBoolean();
    }
}
