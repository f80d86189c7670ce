using System.Net;
using System.Security.Cryptography;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Http;

/// <summary>SEC-07, SEC-08. Which bearers open the door (RFC 6750, RFC 8725).</summary>
[Collection(ApiTests.Name)]
public sealed class TokenTests(LazyApiWorld lazy) : IAsyncLifetime
{
    private ApiWorld _world = null!;

    private string AccessKey => _world.App.Settings["Tokens__AccessKey"];

    public async ValueTask InitializeAsync() => _world = await lazy.GetAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Given_ARealTokenSignedAgain_When_ItIsUsed_Then_ItOpens() =>
        (await GetMeAsync(Forge().SignedBy(AccessKey))).ShouldBe(HttpStatusCode.OK);

    [Theory]
    [InlineData("iss", "https://example.com")]
    [InlineData("aud", "kpm:kpm-upload+jwt")]
    [InlineData("sid", "01890000-0000-7000-8000-000000000000")]
    [InlineData("sid", "x")]
    [InlineData("sub", "x")]
    public async Task Given_ATokenWithAnotherClaim_When_ItIsUsed_Then_ItIsRefused(string claim, string value)
    {
        var forge = Forge();
        forge.Claims[claim] = value;
        (await GetMeAsync(forge.SignedBy(AccessKey))).ShouldBeProblem(401, "invalid_token");
    }

    [Theory]
    [InlineData("iss")]
    [InlineData("aud")]
    [InlineData("sub")]
    [InlineData("sid")]
    [InlineData("exp")]
    public async Task Given_ATokenWithoutAClaim_When_ItIsUsed_Then_ItIsRefused(string claim)
    {
        var forge = Forge();
        forge.Claims.Remove(claim);
        (await GetMeAsync(forge.SignedBy(AccessKey))).ShouldBeProblem(401, "invalid_token");
    }

    [Fact]
    public async Task Given_ATokenThatEnded_When_ItIsUsed_Then_ItIsRefused()
    {
        var forge = Forge();
        forge.Claims["nbf"] = forge.IssuedAt - 1000;
        forge.Claims["exp"] = forge.IssuedAt;
        (await GetMeAsync(forge.SignedBy(AccessKey))).ShouldBeProblem(401, "invalid_token");
    }

    [Fact]
    public async Task Given_ATokenOfTomorrow_When_ItIsUsed_Then_ItIsRefused()
    {
        var forge = Forge();
        forge.Claims["nbf"] = forge.IssuedAt + 86_400;
        forge.Claims["exp"] = forge.IssuedAt + 87_300;
        (await GetMeAsync(forge.SignedBy(AccessKey))).ShouldBeProblem(401, "invalid_token");
    }

    [Fact]
    public async Task Given_TheSessionOfSomebodyElse_When_ItIsUsed_Then_ItIsRefused()
    {
        (await _world.Owner.GetAsync("/me")).ShouldBe(HttpStatusCode.OK);
        var forge = Forge();
        forge.Claims["sub"] = _world.Friend.UserId;
        (await GetMeAsync(forge.SignedBy(AccessKey))).ShouldBeProblem(401, "invalid_token");
    }

    [Fact]
    public async Task Given_ForgedSignatures_When_TheyAreUsed_Then_EachIsRefused()
    {
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var real = _world.Owner.AccessToken!;
        var altered = Forge();
        altered.Claims["scope"] = "admin";
        var unknownKey = Forge();
        unknownKey.Header["kid"] = "unknown";
        string[] forgeries =
        [
            Forge().SignedBy(stranger),
            unknownKey.SignedBy(stranger),
            Forge().Unsigned(),
            Forge().SignedWithPublicKeyOf(AccessKey),
            altered.SignedBy(stranger),
            string.Join('.', altered.SignedBy(stranger).Split('.')[..2]) + "." + real.Split('.')[2],
            real[..^4],
            real + "AAAA",
            "not-a-token",
            "a.b.c",
            new string('a', 6000),
        ];
        foreach (var forgery in forgeries) (await GetMeAsync(forgery)).ShouldBeProblem(401, "invalid_token");
    }

    [Fact]
    public async Task Given_TokensOfOtherPurposes_When_TheyAreUsedAsBearer_Then_EachIsRefused()
    {
        var created = await _world.Owner.CreateAssetAsync("Token", FileToUpload.Binary(1));
        var upload = Uri.UnescapeDataString(created.Location!.ToString().Split("authorizer_token=")[1]);
        var mailType = Forge();
        (mailType.Header["typ"], mailType.Claims["aud"]) = ("kpm-activation+jwt", "kpm:kpm-activation+jwt");
        foreach (var other in new[] { upload, mailType.SignedBy(_world.App.Settings["Tokens__MailKey"]), mailType.SignedBy(AccessKey), Forge().SignedBy(_world.App.Settings["Tokens__MailKey"]), _world.Owner.RefreshToken! })
            (await GetMeAsync(other)).ShouldBeProblem(401, "invalid_token");
    }

    [Theory]
    [InlineData("Basic dXNlcjpwYXNz")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    public async Task Given_NoBearer_When_TheHeaderIsSent_Then_LogInIsAsked(string header)
    {
        var answer = await _world.Nobody.SendAsync(HttpMethod.Get, "/me", prepare: request => request.Headers.TryAddWithoutValidation("Authorization", header));
        answer.ShouldBeProblem(401, "not_authenticated");
    }

    private TokenForge Forge() => new(_world.Owner.AccessToken!);

    private async Task<ApiAnswer> GetMeAsync(string bearer)
    {
        using var client = _world.App.NewClient();
        client.AccessToken = bearer;
        return await client.GetAsync("/me");
    }
}
