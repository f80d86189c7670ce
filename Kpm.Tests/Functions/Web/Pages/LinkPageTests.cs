using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Kpm.Tests.Faults;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Web.Pages;

/// <summary>The pages that mailed links open: in the reader's language, without a script, and safe to open.</summary>
[Collection(ApiTests.Name)]
public sealed partial class LinkPageTests(LazyApiWorld lazy) : IAsyncLifetime
{
    private static readonly string[] Paths =
    [
        "/users/activate", "/users/activated", "/users/password-reset", "/users/password-reset-done", "/users/email-change", "/users/email-changed",
        "/invitations/accept", "/invitations/accepted", "/invitations/mailed", "/legacy/waiting", "/users/erasure",
    ];

    private ApiWorld _world = null!;

    public static TheoryData<string> AllPaths => [.. Paths];

    public async ValueTask InitializeAsync() => _world = await lazy.GetAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [MemberData(nameof(AllPaths))]
    public async Task Given_APage_When_OpenedInEachLanguage_Then_ItSpeaksItAndHoldsNoCode(string path)
    {
        var titles = new List<string>();
        foreach (var language in new[] { "ca", "es", "en" })
        {
            var page = await _world.Nobody.GetAsync($"{path}?lang={language}");

            page.Response.Content.Headers.ContentLanguage.Should().Equal(language);
            page.Body.Should().Contain($"<html lang=\"{language}\">").And.NotContainAny("<script", "<style", " style=", "javascript:", " onclick");
            page.Header("Content-Security-Policy").Should().StartWith("default-src 'none'").And.NotContain("unsafe").And.NotContain("script-src");
            page.Header("Cache-Control").Should().Be("no-store");
            foreach (Match field in Fields().Matches(page.Body)) page.Body.Should().Contain($"<label for=\"{field.Groups["id"].Value}\">");
            titles.Add(TitleOf(page));
        }

        titles.Should().OnlyHaveUniqueItems();
    }

    [Theory]
    [InlineData("es-ES,es;q=0.9,en;q=0.5", "es")]
    [InlineData("de,ca;q=0.4", "ca")]
    [InlineData("de", "en")]
    public async Task Given_ABrowser_When_ItAsksForItsLanguages_Then_ThePageSpeaksTheBest(string accepts, string language)
    {
        var page = await _world.Nobody.SendAsync(HttpMethod.Get, "/users/activated", prepare: request => request.Headers.TryAddWithoutValidation("Accept-Language", accepts));

        page.Body.Should().Contain($"<html lang=\"{language}\">").And.Contain($"lang=\"{language}\" hreflang=\"{language}\" aria-current=\"true\"");
    }

    [Fact]
    public async Task Given_AFormInALanguage_When_ItIsSent_Then_TheNextPageSpeaksItToo()
    {
        var person = Person.New("speaks");
        using var client = _world.App.NewClient();
        await client.RegisterAsync(person);
        var link = await _world.App.Mailbox.ActivationLinkAsync(person.Email);

        var sent = await PressAsync("/users/activate", ("activation_token", TokenIn(link)), ("lang", "ca"));

        sent.ShouldBe(HttpStatusCode.SeeOther);
        sent.Location!.ToString().Should().Be("/api/v1/users/activated?lang=ca");
        (await _world.Nobody.GetAsync(sent.Location.ToString())).Body.Should().Contain("El teu compte està actiu");
    }

    [Fact]
    public async Task Given_APasswordThatWillNotDo_When_TheFormIsSent_Then_ThePageSaysWhyAndAsksAgain()
    {
        var person = Person.New("forgot");
        using var client = await _world.JoinAsync(person);
        await client.PostAsync("/users/password-reset-mail", new { email = person.Email });
        var token = TokenIn(await _world.App.Mailbox.LinkAsync(person.Email, "reset_token"));

        var refused = await PressAsync("/users/password-reset", ("reset_token", token), ("new_password", "short"), ("lang", "es"));

        refused.ShouldBe(HttpStatusCode.BadRequest);
        refused.Body.Should().Contain("role=\"alert\"").And.Contain("<html lang=\"es\">").And.Contain("name=\"reset_token\"");
        (await PressAsync("/users/password-reset", ("reset_token", TokenInPage(refused, "reset_token")), ("new_password", "long enough and new 7"))).ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task Given_AnInvitation_When_ItIsOpened_Then_ItSaysFromWhomAndOffersBothWays()
    {
        using var owner = await _world.JoinAsync("inviter");
        (await owner.PatchAsync("/me", new { public_name = "Marta <b>" })).ShouldBe(HttpStatusCode.NoContent);
        var address = Person.New("iaia").Email;
        var link = await InviteAsync(owner, address);

        var page = await _world.Nobody.GetAsync($"{link.PathAndQuery}&lang=en");

        TitleOf(page).Should().Be("Marta &lt;b&gt; left you a memory");
        page.Body.Should().Contain("action=\"/api/v1/invitations/sign-up\"").And.Contain($"href=\"/app/#/invitation/{TokenIn(link)}\"");
        var refused = await PressAsync("/invitations/sign-up", ("invitation_token", TokenIn(link)), ("username", "kept_name"), ("password", "short"));
        refused.ShouldBe(HttpStatusCode.BadRequest);
        refused.Body.Should().Contain("value=\"kept_name\"").And.Contain("role=\"alert\"").And.NotContain("value=\"short\"");
        (await PressAsync("/invitations/sign-up", ("invitation_token", TokenIn(link)), ("username", Person.New("iaia").Username), ("password", "long enough and new 7"))).ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task Given_TheMailAboutSomethingToClaim_When_ItsLinkIsOpened_Then_ThePageSaysFromWhomAndChangesNothing()
    {
        using var giver = await _world.JoinAsync("giver");
        var person = Person.New("receiver");
        using var receiver = await _world.JoinAsync(person);
        await ApiWorld.BefriendAsync(giver, receiver);
        (await giver.PatchAsync("/me", new { public_name = "Joan" })).ShouldBe(HttpStatusCode.NoContent);
        var asset = await giver.AddAssetAsync("A secret title", FileToUpload.Binary(10));
        (await giver.PostAsync("/legacy/transfer", new { name = "A secret plan", assets = new[] { asset }, receivers = new[] { receiver.UserId }, scheduled_date = 1 })).ShouldBe(HttpStatusCode.Created);
        var link = await _world.App.Mailbox.LinkAsync(person.Email, "claim_token");
        var before = await ApiWorld.EverythingOfAsync(receiver);

        var page = await _world.Nobody.GetAsync($"{link.PathAndQuery}&lang=en");

        TitleOf(page).Should().Be("Joan left you a legacy");
        page.Body.Should().Contain("href=\"/app/#/waiting\"").And.NotContain("secret");
        (await ApiWorld.EverythingOfAsync(receiver)).Should().Be(before);
    }

    /// <summary>A giver who is no keep of the receiver has no name here: a token that was signed once tells nothing later.</summary>
    [Fact]
    public async Task Given_AGiverWhoIsNoKeep_When_ThePageIsOpened_Then_ItSaysNoName()
    {
        var token = new PageTokens(_world.App).Claim(_world.Stranger.UserId, _world.Owner.UserId);

        TitleOf(await _world.Nobody.GetAsync($"/legacy/waiting?claim_token={token}&lang=en")).Should().Be("A legacy waits for you");
    }

    [Fact]
    public async Task Given_SomebodyWhoWasErased_When_TheLinkOfTheLastMailIsOpened_Then_ThePageCertifiesItAsSoonAsItIsCertain()
    {
        var person = Person.New("leaves");
        using var client = await _world.JoinAsync(person);
        (await client.AddAssetAsync("Mine", FileToUpload.Binary(10))).Should().NotBeEmpty();
        (await _world.Admin.SendAsync(HttpMethod.Delete, $"/users/{client.UserId}", JsonContent.Create(new { reason = "" }))).ShouldBe(HttpStatusCode.NoContent);
        var link = await _world.App.Mailbox.LinkAsync(person.Email, "erasure_token");
        using var stored = new StoredDocuments(_world.App);
        await stored.RemovalIsDoneAsync(client.UserId);
        TitleOf(await _world.Nobody.GetAsync($"{link.PathAndQuery}&lang=en")).Should().Be("The erasure is under way");

        await stored.AgeErasureAsync(client.UserId, TimeSpan.FromMinutes(5));

        var page = await _world.Nobody.GetAsync($"{link.PathAndQuery}&lang=en");
        TitleOf(page).Should().Be("Certificate of erasure");
        page.Body.Should().Contain($"<dd>{client.UserId}</dd>").And.NotContain(person.Email);
        Regex.Count(page.Body, "<dd>[0-9-]{10} [0-9:]{5} UTC</dd>", RegexOptions.None, TimeSpan.FromSeconds(1)).Should().Be(3);
    }

    private async Task<Uri> InviteAsync(ApiClient owner, string address)
    {
        var asset = await owner.AddAssetAsync("For the grandmother", FileToUpload.Binary(10));
        var receivers = new[] { new { email = address, name = "Iaia" } };
        (await owner.PostAsync("/legacy/transfer", new { name = "Plan", assets = new[] { asset }, receivers, scheduled_date = 1 })).ShouldBe(HttpStatusCode.Created);
        return await _world.App.Mailbox.LinkAsync(address, "invitation_token");
    }

    private Task<ApiAnswer> PressAsync(string path, params (string Name, string Value)[] fields) =>
        _world.Nobody.SendAsync(HttpMethod.Post, path, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));

    private static string TokenIn(Uri link) => Uri.UnescapeDataString(link.Query.Split("_token=")[1]);

    private static string TokenInPage(ApiAnswer page, string field) => Regex.Match(page.Body, $"name=\"{field}\" value=\"([^\"]+)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value;

    private static string TitleOf(ApiAnswer page) => Title().Match(page.Body).Groups["title"].Value;

    [GeneratedRegex("<h1>(?<title>[^<]+)</h1>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Title();

    [GeneratedRegex("<input id=\"(?<id>\\w+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Fields();
}
