using System.Net;
using System.Text.Json;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Users;

/// <summary>Invitations through the running system: the pages, the tokens, and who gains what.</summary>
[Collection(ApiTests.Name)]
public sealed class InvitationTests(LazyApiWorld lazy) : IAsyncLifetime
{
    private const long FarAway = 253_402_300_799_999;
    private const string Password = "a kitchen full of plums";
    private readonly Person _invited = Person.New("iaia");
    private ApiWorld _world = null!;
    private ApiClient _owner = null!;
    private string _asset = "";

    public async ValueTask InitializeAsync()
    {
        _world = await lazy.GetAsync();
        _owner = await _world.JoinAsync("giver");
        _asset = await _owner.AddAssetAsync("A gift", FileToUpload.Binary(100));
    }

    public ValueTask DisposeAsync()
    {
        _owner.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Given_TheMailedLink_When_ItsFormIsSent_Then_ThereIsAnAccountThatIsActive()
    {
        await InviteAsync();
        var link = await LinkAsync();
        var page = await _world.Nobody.GetAsync(link.PathAndQuery);
        page.ShouldBe(HttpStatusCode.OK);
        page.Body.Should().Contain("/api/v1/invitations/sign-up").And.Contain(TokenIn(link));
        page.Response.Headers.CacheControl!.NoStore.Should().BeTrue();

        var form = new FormUrlEncodedContent([new("invitation_token", TokenIn(link)), new("username", _invited.Username), new("password", Password)]);
        var sent = await _world.Nobody.SendAsync(HttpMethod.Post, "/invitations/sign-up", form);

        sent.ShouldBe(HttpStatusCode.SeeOther);
        (await _world.Nobody.GetAsync(sent.Location!.ToString())).Body.Should().Contain("Welcome to Keepem");
        using var client = await LogInAsync();
        (await client.GetAsync("/me")).Json.GetProperty("email").GetString().Should().Be(_invited.Email);
    }

    [Fact]
    public async Task Given_AFormThatWillNotDo_When_Sent_Then_APageSaysWhyAndTheTokenStays()
    {
        await InviteAsync();
        var token = TokenIn(await LinkAsync());

        var refused = await FormAsync(token, "no", "short");

        refused.ShouldBe(HttpStatusCode.BadRequest);
        refused.Body.Should().Contain("role=\"alert\"");
        (await SignUpAsync(token)).ShouldBe(HttpStatusCode.Created);
        var ended = await FormAsync("nonsense", _invited.Username, Password);
        ended.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Given_ASignUp_When_AllIsDone_Then_TheTokenIsUsedAndTheOwnerSeesWhoCame()
    {
        var release = await InviteAsync();
        var token = TokenIn(await LinkAsync());

        var signedUp = await SignUpAsync(token);
        signedUp.ShouldBe(HttpStatusCode.Created);
        (await SignUpAsync(token)).ShouldBe(HttpStatusCode.Created);
        await IsAcceptedAsync(release);

        var seen = (await _owner.GetAsync(release)).Json;
        seen.GetProperty("receivers").EnumerateArray().Select(receiver => receiver.GetString()).Should().Equal($"/users/{signedUp.NewId}");
        var invited = seen.GetProperty("invited").EnumerateArray().Single();
        (invited.GetProperty("email").GetString(), invited.GetProperty("name").GetString(), invited.GetProperty("state").GetString()).Should().Be((_invited.Email, "Iaia", "accepted"));
        (await _world.Nobody.PostAsync("/invitations/sign-up", new { invitation_token = token, username = Person.New("thief").Username, password = "another kitchen of plums" })).ShouldBeProblem(401, "bad_authorizer_token");
        (await _world.Stranger.PostAsync("/invitations/accept", new { invitation_token = token })).ShouldBeProblem(401, "bad_authorizer_token");
        (await _world.Nobody.GetAsync($"/invitations/accept?invitation_token={token}")).ShouldBe(HttpStatusCode.Unauthorized);
        using var client = await LogInAsync();
        (await client.GetAsync(release)).Json.GetProperty("invited").ValueKind.Should().Be(JsonValueKind.Null, "addresses are for the owner");
        await Eventually.IsTrueAsync(async () => await client.CountAsync("/me/legacy/incoming") == 1, "the legacy in the list");
        (await client.PostAsync($"{release}/trigger", new { })).ShouldBe(HttpStatusCode.NoContent);
        await Eventually.IsTrueAsync(async () => await client.CountAsync("/me/assets") == 1, "the gift");
    }

    /// <summary>Whoever has the address and not the token gains nothing; and with the token the address plays no part.</summary>
    [Fact]
    public async Task Given_AnAccountWithTheAddress_When_ItIsInvited_Then_NothingDiffersAndItGainsNothingWithoutTheToken()
    {
        using var namesake = await _world.JoinAsync(_invited);
        var release = await InviteAsync();
        var token = TokenIn(await LinkAsync());

        await _world.App.BusOperator.AreDrainedAsync();
        (await namesake.CountAsync("/me/legacy/incoming")).Should().Be(0);
        (await namesake.GetAsync(release)).ShouldBeProblem(403, "forbidden");
        (await namesake.PostAsync($"{release}/trigger", new { })).ShouldBeProblem(403, "forbidden");
        (await _owner.GetAsync(release)).Json.GetProperty("invited")[0].GetProperty("state").GetString().Should().Be("pending");
        (await SignUpAsync(token)).ShouldBeProblem(400, "email_taken");
        var page = await FormAsync(token, Person.New("other").Username, Password);
        page.ShouldBe(HttpStatusCode.BadRequest);
        page.Body.Should().Contain("Log in and accept");

        (await namesake.PostAsync("/invitations/accept", new { invitation_token = token })).ShouldBe(HttpStatusCode.NoContent);
        (await namesake.PostAsync("/invitations/accept", new { invitation_token = token })).ShouldBe(HttpStatusCode.NoContent);
        await IsAcceptedAsync(release);
        (await _owner.GetAsync(release)).Json.GetProperty("receivers")[0].GetString().Should().Be($"/users/{namesake.UserId}");
    }

    [Fact]
    public async Task Given_TheOwner_When_TheyAcceptTheirOwnInvitation_Then_ItIsRefused()
    {
        await InviteAsync();
        (await _owner.PostAsync("/invitations/accept", new { invitation_token = TokenIn(await LinkAsync()) })).ShouldBeProblem(409, "invitation_of_oneself");
    }

    [Fact]
    public async Task Given_AnInvitation_When_AnotherMailIsAskedFor_Then_TheNewTokenEndsTheOldOne()
    {
        var release = await InviteAsync();
        var first = await LinkAsync();
        var invitation = (await _owner.GetAsync(release)).Json.GetProperty("invited")[0].GetProperty("id").GetString();

        (await _world.Nobody.PostAsync("/invitations/mail", new { invitation_token = TokenIn(first) })).ShouldBe(HttpStatusCode.Accepted);
        var second = await NextLinkAsync(2);
        var ended = await _world.Nobody.GetAsync(first.PathAndQuery);
        ended.ShouldBe(HttpStatusCode.Unauthorized);
        ended.Body.Should().Contain("/api/v1/invitations/mail", "another one is offered");
        (await SignUpAsync(TokenIn(first))).ShouldBeProblem(401, "bad_authorizer_token");
        (await _owner.PostAsync($"{release}/invitations/{invitation}/mail", new { })).ShouldBe(HttpStatusCode.Accepted);
        var third = await NextLinkAsync(3);
        (await SignUpAsync(TokenIn(second))).ShouldBeProblem(401, "bad_authorizer_token");
        (await _world.Stranger.PostAsync($"{release}/invitations/{invitation}/mail", new { })).ShouldBeProblem(403, "forbidden");

        (await _world.Nobody.PostAsync("/invitations/mail", new { invitation_token = "nonsense" })).ShouldBe(HttpStatusCode.Accepted);
        (await _world.Nobody.PostAsync("/invitations/mail", new { invitation_token = $"{invitation}.guess" })).ShouldBe(HttpStatusCode.Accepted);
        await _world.App.BusOperator.AreDrainedAsync();
        (await _world.App.Mailbox.MailsAsync(_invited.Email)).Should().HaveCount(3);
        (await SignUpAsync(TokenIn(third))).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Given_ADateToCome_When_SomebodyIsInvited_Then_NothingIsMailedYet()
    {
        var release = await InviteAsync(FarAway);
        var invitation = (await _owner.GetAsync(release)).Json.GetProperty("invited")[0].GetProperty("id").GetString();
        (await _owner.PostAsync($"{release}/invitations/{invitation}/mail", new { })).ShouldBeProblem(403, "not_ready");
        await _world.App.BusOperator.AreDrainedAsync();

        (await _world.App.Mailbox.MailsAsync(_invited.Email)).Should().BeEmpty("the plan is its owner's secret");
    }

    [Fact]
    public async Task Given_AnInviterWithALanguage_When_TheMailIsSent_Then_ItIsInThatOneAndNamesTheInviterAlone()
    {
        (await _owner.PatchAsync("/me", new { language = "ca", public_name = "La Maria" })).ShouldBe(HttpStatusCode.NoContent);
        await InviteAsync();
        await LinkAsync();

        var mail = (await _world.App.Mailbox.MailsAsync(_invited.Email)).Single();

        mail.Subject.Should().Be("Algú t’ha deixat un record");
        mail.Text.Should().Contain("La Maria t’ha deixat").And.NotContain("left you").And.NotContain("A secret name").And.NotContain("Iaia");
        mail.Html.Should().NotContain("left you").And.NotContain("A secret name").And.NotContain("Iaia");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Given_AnInvitation_When_TheOwnerCancelsOrTakesThePersonOut_Then_TheTokenIsGoodForNothing(bool cancels)
    {
        var release = await InviteAsync();
        var token = TokenIn(await LinkAsync());

        var changed = cancels ? await _owner.DeleteAsync(release) : await _owner.PatchAsync(release, new { receivers = new object[] { new { email = Person.New("tia").Email, name = "Tia" } } });
        changed.ShouldBe(HttpStatusCode.NoContent);

        await Eventually.IsTrueAsync(async () => (await _world.Nobody.GetAsync($"/invitations/accept?invitation_token={token}")).Status == HttpStatusCode.Unauthorized, "the withdrawal");
        (await SignUpAsync(token)).ShouldBeProblem(401, "bad_authorizer_token");
        using var client = _world.App.NewClient();
        (await client.LogInAsync(_invited with { Password = Password })).ShouldBeProblem(401, "bad_credentials");
    }

    [Fact]
    public async Task Given_ReceiversOfBothKinds_When_OneIsInvited_Then_TheOtherWaits()
    {
        await ApiWorld.BefriendAsync(_owner, _world.Friend);
        var release = await InviteAsync(1, _world.Friend.UserId);
        var token = TokenIn(await LinkAsync());

        (await _world.Friend.PostAsync($"{release}/trigger", new { })).ShouldBeProblem(403, "not_ready");
        (await _owner.GetAsync($"/assets/{_asset}/file")).ShouldBeProblem(403, "forbidden");
        (await SignUpAsync(token)).ShouldBe(HttpStatusCode.Created);
        await IsAcceptedAsync(release);

        (await _world.Friend.PostAsync($"{release}/trigger", new { })).ShouldBe(HttpStatusCode.NoContent);
    }

    private static string TokenIn(Uri link) => link.Query.Split('=')[1];

    private async Task<string> InviteAsync(long date = 1, params string[] others)
    {
        object[] receivers = [.. others, new { email = _invited.Email, name = "Iaia" }];
        var scheduled = await _owner.PostAsync("/legacy/transfer", new { name = "A secret name", assets = new[] { _asset }, receivers, scheduled_date = date });
        scheduled.ShouldBe(HttpStatusCode.Created);
        return scheduled.Location!.ToString();
    }

    private Task<Uri> LinkAsync() => _world.App.Mailbox.LinkAsync(_invited.Email, "invitation_token");

    private async Task<Uri> NextLinkAsync(int count)
    {
        await Eventually.IsTrueAsync(async () => (await _world.App.Mailbox.MailsAsync(_invited.Email)).Count == count, "another mail");
        return await LinkAsync();
    }

    private Task<ApiAnswer> SignUpAsync(string token) =>
        _world.Nobody.PostAsync("/invitations/sign-up", new { invitation_token = token, username = _invited.Username, password = Password });

    private Task<ApiAnswer> FormAsync(string token, string username, string password) =>
        _world.Nobody.SendAsync(HttpMethod.Post, "/invitations/sign-up", new FormUrlEncodedContent([new("invitation_token", token), new("username", username), new("password", password)]));

    private async Task<ApiClient> LogInAsync()
    {
        var client = _world.App.NewClient();
        (await client.LogInAsync(_invited with { Password = Password })).ShouldBe(HttpStatusCode.OK);
        return client;
    }

    private Task IsAcceptedAsync(string release) =>
        Eventually.IsTrueAsync(async () => (await _owner.GetAsync(release)).Json.GetProperty("invited")[0].GetProperty("state").GetString() == "accepted", "the acceptance");
}
