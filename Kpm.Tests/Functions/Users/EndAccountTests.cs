using System.Net;
using Kpm.Tests.Faults;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Users;

/// <summary>Row 9 and section 4.1.5: how accounts end, through the running system.</summary>
[Collection(ApiTests.Name)]
public sealed class EndAccountTests(LazyApiWorld lazy) : IAsyncLifetime
{
    private readonly Person _person = Person.New("leaves") with { PublicName = $"Leaver {Guid.NewGuid()}" };
    private ApiWorld _world = null!;
    private ApiClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await lazy.GetAsync();
        _client = await _world.JoinAsync(_person);
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Given_AnAccountWithKeepsAndPlans_When_AnAdminRemovesIt_Then_NobodyGetsInAndNothingStoredTellsWhoItWas()
    {
        using var friend = await _world.JoinAsync("friend");
        var keep = await ApiWorld.BefriendAsync(_client, friend);
        var shared = await _client.AddAssetAsync("Planned", FileToUpload.Binary(10));
        var planned = await _client.PostAsync("/legacy/transfer", new { name = "Plan", assets = new[] { shared }, receivers = new[] { friend.UserId }, scheduled_date = 253_402_300_799_999 });
        var code = (await _client.GetAsync("/me")).Json.GetProperty("referral_code").GetString();
        await _world.App.BusOperator.AreDrainedAsync();

        for (var i = 0; i < 2; i++) (await RemoveAsync(_client.UserId)).ShouldBe(HttpStatusCode.NoContent);

        (await _client.GetAsync("/me")).ShouldBeProblem(403, "user_inactive");
        (await _client.RefreshAsync()).ShouldBeProblem(401, "invalid_token");
        (await _world.Nobody.LogInAsync(_person)).ShouldBeProblem(401, "bad_credentials");
        await RemovalIsDoneAsync(_client.UserId);
        await _world.App.BusOperator.AreDrainedAsync();
        (await friend.GetAsync($"/me/keeps/{keep}")).Json.GetProperty("state").GetString().Should().Be("removed");
        (await friend.CountAsync("/me/keeps")).Should().Be(0);
        (await _world.Nobody.PostAsync("/users/check-in", new { check_in_token = new PageTokens(_world.App).CheckIn(_client.UserId) })).ShouldBeProblem(401, "bad_authorizer_token");
        (await friend.PostAsync("/me/keeps", new { to_id = _client.UserId })).ShouldBeProblem(404, "keep_target_not_found");
        (await friend.PostAsync("/me/keeps", new { to_code = code })).ShouldBeProblem(404, "keep_target_not_found");
        (await _world.Nobody.RegisterAsync(Person.New("referred"), code)).ShouldBeProblem(404, "referral_not_found");
        using (var stored = new StoredDocuments(_world.App))
        {
            (await stored.ReleaseAsync(planned.NewId)).GetProperty("state").GetProperty("lifecycle").GetString().Should().Be("removed");
            (await stored.AllTextAsync()).Should().NotContainAny(_person.Email, $"\"{_person.Username}\"", _person.PublicName);
        }

        (await _world.App.Mailbox.MailsAsync(_person.Email)).Count(mail => mail.Subject.Contains("Your account was removed", StringComparison.Ordinal)).Should().Be(1);
        var seen = (await _world.Admin.GetAsync($"/users/{_client.UserId}")).Json;
        (seen.GetProperty("state").GetString(), seen.GetProperty("email").GetString(), seen.GetProperty("referral_code").GetString())
            .Should().Be(("removed", $"{_client.UserId}@removed.keepem.app", null));
        (await _world.Nobody.RegisterAsync(_person)).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Given_AnAccount_When_ItIsShut_Then_OnlyTheRightPasswordLearnsItAndItsSessionsAreOver()
    {
        for (var i = 0; i < 2; i++) (await _world.Admin.PutAsync($"/users/{_client.UserId}/disable", new { })).ShouldBe(HttpStatusCode.NoContent);
        (await _client.GetAsync("/me")).ShouldBeProblem(403, "user_inactive");
        (await _client.RefreshAsync()).ShouldBeProblem(401, "invalid_token");
        (await _world.Nobody.LogInAsync(_person)).ShouldBeProblem(403, "user_not_validated");
        (await _world.Nobody.LogInAsync(_person with { Password = "another one entirely" })).ShouldBeProblem(401, "bad_credentials");
        (await _world.Admin.PutAsync($"/users/{_client.UserId}/activate", new { })).ShouldBeProblem(404, "not_found");
        (await RemoveAsync(_client.UserId)).ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Given_AUserWhoWantsToLeave_When_TheyLogInAgain_Then_TheAccountGoesOnAndBothAreToldByMail()
    {
        using var other = _world.App.NewClient();
        (await other.LogInAsync(_person)).ShouldBe(HttpStatusCode.OK);
        (await _client.DeleteAsync("/me")).ShouldBe(HttpStatusCode.Accepted);
        foreach (var session in new[] { _client, other })
        {
            (await session.GetAsync("/me")).ShouldBeProblem(401, "invalid_token");
            (await session.RefreshAsync()).ShouldBeProblem(401, "invalid_token");
        }

        await MailAsync("Your account will be closed");
        (await _client.LogInAsync(_person)).ShouldBe(HttpStatusCode.OK);
        (await _client.GetAsync("/me")).Json.GetProperty("state").GetString().Should().Be("active");
        await MailAsync("Your account goes on");
    }

    [Fact]
    public async Task Given_ATokenFromARefresh_When_AnAccountIsToEnd_Then_ANewLogInIsAsked()
    {
        (await _client.RefreshAsync()).ShouldBe(HttpStatusCode.OK);
        (await _client.DeleteAsync("/me")).ShouldBeProblem(401, "stale_token");
        (await _client.GetAsync("/me")).ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>OPEN-10.</summary>
    [Fact]
    public async Task Given_TheOnlyAdmin_When_ItIsToEnd_Then_ItGoesOn()
    {
        (await _world.Admin.DeleteAsync("/me")).ShouldBeProblem(409, "last_admin");
        (await RemoveAsync(_world.Admin.UserId)).ShouldBeProblem(409, "last_admin");
        (await _world.Admin.PutAsync($"/users/{_world.Admin.UserId}/disable", new { })).ShouldBeProblem(409, "last_admin");
        (await _world.Admin.GetAsync("/me")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Given_AnUnknownAccountOrAnotherVersion_When_AnAdminEndsIt_Then_NothingHappens()
    {
        foreach (var id in new[] { Guid.NewGuid().ToString(), "no-id" })
        {
            (await RemoveAsync(id)).ShouldBeProblem(404, "not_found");
            (await _world.Admin.PutAsync($"/users/{id}/disable", new { })).ShouldBeProblem(404, "not_found");
        }

        (await _world.Admin.PutAsync($"/users/{_client.UserId}/disable", new { }, "\"99\"")).ShouldBeProblem(412, "version_mismatch");
        (await RemoveAsync(_client.UserId, new string('x', 4001))).ShouldBeProblem(422, "validation_failed", "/reason");
        (await _client.GetAsync("/me")).ShouldBe(HttpStatusCode.OK);
    }

    private Task<ApiAnswer> RemoveAsync(string user, string reason = "") =>
        _world.Admin.SendAsync(HttpMethod.Delete, $"/users/{user}", System.Net.Http.Json.JsonContent.Create(new { reason }));

    private async Task RemovalIsDoneAsync(string user)
    {
        using var stored = new StoredDocuments(_world.App);
        await stored.RemovalIsDoneAsync(user);
    }

    private Task MailAsync(string subject) => Eventually.IsTrueAsync(
        async () => (await _world.App.Mailbox.MailsAsync(_person.Email)).Any(mail => mail.Subject.Contains(subject, StringComparison.Ordinal)),
        $"the mail '{subject}'");
}
