using System.Net;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Scenarios;

/// <summary>A lost phone: its owner ends its session from elsewhere, changes the password, and nobody gets in with what the phone holds.</summary>
[Collection(ApiTests.Name)]
public sealed class LostPhoneTests(LazyApiWorld lazy)
{
    [Fact]
    public async Task Given_APhoneThatWasLost_When_ItsOwnerEndsItsSessionElsewhere_Then_NothingThatItHoldsOpensTheVault()
    {
        var world = await lazy.GetAsync();
        var anna = Person.New("anna");
        using var laptop = await world.JoinAsync(anna);
        using var phone = world.App.NewClient();
        (await phone.LogInAsync(anna, "Phone/1.0")).ShouldBe(HttpStatusCode.OK);
        var asset = await laptop.AddAssetAsync("Letter", FileToUpload.Binary(100));
        (await phone.GetAsync($"/assets/{asset}")).ShouldBe(HttpStatusCode.OK);

        var lost = (await laptop.ItemsAsync("/me/sessions")).Single(session => session.GetProperty("device").GetString() == "Phone/1.0");
        (await laptop.DeleteAsync($"/me/sessions/{lost.GetProperty("id").GetString()}")).ShouldBe(HttpStatusCode.NoContent);

        (await phone.GetAsync($"/assets/{asset}")).ShouldBeProblem(401, "invalid_token");
        (await phone.DownloadAsync(asset)).Status.Should().Be(401);
        (await phone.RefreshAsync()).ShouldBeProblem(401, "invalid_token");
        (await laptop.PatchAsync("/me/change-password", new { old_password = anna.Password, new_password = "a phone in the sea 22" })).ShouldBe(HttpStatusCode.NoContent);
        (await phone.LogInAsync(anna)).ShouldBeProblem(401, "bad_credentials");
        (await laptop.ItemsAsync("/me/sessions")).Should().ContainSingle().Which.GetProperty("is_current").GetBoolean().Should().BeTrue();
        (await laptop.GetAsync($"/assets/{asset}")).ShouldBe(HttpStatusCode.OK);
    }
}
