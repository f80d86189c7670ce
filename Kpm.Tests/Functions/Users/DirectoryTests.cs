using System.Net;
using System.Text.Json;
using Kpm.Tests.Faults;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Users;

/// <summary>Rows 8 and 21: what admins list, and how lists are made anew.</summary>
[Collection(ApiTests.Name)]
public sealed class DirectoryTests(LazyApiWorld lazy) : IAsyncLifetime
{
    private readonly Person _askingPerson = Person.New("asking");
    private ApiWorld _world = null!;
    private ApiClient _asking = null!;
    private ApiClient _asked = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await lazy.GetAsync();
        (_asking, _asked) = (await _world.JoinAsync(_askingPerson), await _world.JoinAsync("asked"));
    }

    public ValueTask DisposeAsync()
    {
        _asking.Dispose();
        _asked.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Row 8.</summary>
    [Fact]
    public async Task Given_AccountsInEveryState_When_AnAdminLists_Then_EachIsThereAsItsUserSeesIt()
    {
        var waiting = await _world.Nobody.RegisterAsync(Person.New("waits"));
        (await _asking.PatchAsync("/me", new { public_name = "Anna", language = "ca" })).ShouldBe(HttpStatusCode.NoContent);
        await _world.App.BusOperator.AreDrainedAsync();

        (await FindAsync("/users", _asking.UserId)).ToString().Should().Be((await _asking.GetAsync("/me")).Json.ToString());
        (await FindAsync("/users", waiting.NewId)).GetProperty("state").GetString().Should().Be("pending");
        (await FindAsync("/users", _world.Admin.UserId)).GetProperty("roles")[0].GetString().Should().Be("admin");
        (await _world.Admin.ItemsAsync("/users?size=1"))[0].GetProperty("id").GetString().Should().Be(_world.Admin.UserId, "the admin was first");
        (await _world.Admin.ItemsAsync("/users?size=1&order=desc"))[0].GetProperty("id").GetString().Should().Be(waiting.NewId);
    }

    /// <summary>Row 21: an admin is none of the two people.</summary>
    [Fact]
    public async Task Given_KeepsInEveryState_When_AnAdminLists_Then_EachIsThereAndNothingPrivateIs()
    {
        var ended = (await _asking.PostAsync("/me/keeps", new { to_id = _asked.UserId, name = "Little sister" })).NewId;
        (await _asked.PutAsync("/me/keeps/accept", new { keep_id = ended, name = "Big sister" })).ShouldBe(HttpStatusCode.NoContent);
        await ShouldBeListedAsync(ended, "active");
        (await _asked.PutAsync("/me/keeps/decline", new { keep_id = ended, reason = "secret" })).ShouldBe(HttpStatusCode.NoContent);
        await ShouldBeListedAsync(ended, "removed");
        var pending = (await _asking.PostAsync("/me/keeps", new { to_id = _world.Stranger.UserId })).NewId;
        await ShouldBeListedAsync(pending, "pending");

        var last = await _world.Admin.ItemsAsync("/keeps?order_by=created_ts&order=desc&size=1");
        last.Should().ContainSingle().Which.GetProperty("id").GetString().Should().Be(pending);
        (await _world.Admin.ItemsAsync("/keeps?order_by=state&order=desc&size=1"))[0].GetProperty("state").GetString().Should().Be("removed");
    }

    /// <summary>SEC-22.</summary>
    [Theory]
    [InlineData("/keeps?order_by=requester", "/order_by")]
    [InlineData("/keeps?order=up", "/order")]
    [InlineData("/keeps?size=0", "/size")]
    [InlineData("/users?page=x", "/page")]
    [InlineData("/users?order=up", "/order")]
    public async Task Given_AWordThatIsNotAllowed_When_AnAdminLists_Then_TheParameterIsNamed(string list, string pointer) =>
        (await _world.Admin.GetAsync(list)).ShouldBeProblem(422, "validation_failed", pointer);

    [Fact]
    public async Task Given_RowsThatAreLost_When_AnAdminHasThemMadeAnew_Then_TheyAreAsBefore()
    {
        var keep = await ApiWorld.BefriendAsync(_asking, _asked);
        await _world.App.BusOperator.AreDrainedAsync();
        var before = (await ListedAsync(), await FindAsync("/users", _asking.UserId), await FindAsync("/keeps", keep));
        using (var stored = new StoredDocuments(_world.App))
        {
            await stored.DeleteAsync("keepsByParty", keep, _asking.UserId);
            await stored.DeleteAsync("directory", keep, "keeps");
            await stored.DeleteAsync("directory", _asking.UserId, "users");
        }

        (await _asking.CountAsync("/me/keeps")).Should().Be(0);
        foreach (var key in new[] { "once", "once", null })
            (await _world.Admin.PostAsync("/admin/projections/rebuild", new { }, key)).ShouldBe(HttpStatusCode.Accepted);

        await Eventually.IsTrueAsync(async () => await _asking.CountAsync("/me/keeps") == 1, "the keep in the list again");
        await _world.App.BusOperator.AreDrainedAsync();
        var after = (await ListedAsync(), await FindAsync("/users", _asking.UserId), await FindAsync("/keeps", keep));
        after.ToString().Should().Be(before.ToString());

        async Task<JsonElement> ListedAsync() => (await _asking.ItemsAsync("/me/keeps"))[0];
    }

    private async Task ShouldBeListedAsync(string keep, string state)
    {
        await _world.App.BusOperator.AreDrainedAsync();
        var listed = await FindAsync("/keeps", keep);
        listed.GetProperty("state").GetString().Should().Be(state);
        listed.GetProperty("requester").GetProperty("id").GetString().Should().Be(_asking.UserId);
        foreach (var secret in new[] { "sister", "secret", _askingPerson.Email, "\"asking\"", "\"asked\"" }) listed.ToString().Should().NotContain(secret);
    }

    private async Task<JsonElement> FindAsync(string list, string id)
    {
        for (var page = 1; ; page++)
        {
            var items = await _world.Admin.ItemsAsync($"{list}?order=desc&size=100&page={page}");
            items.Should().NotBeEmpty("{0} must be in {1}", id, list);
            if (items.FirstOrDefault(item => item.GetProperty("id").GetString() == id) is { ValueKind: JsonValueKind.Object } found) return found;
        }
    }
}
