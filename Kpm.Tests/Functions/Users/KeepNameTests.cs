using System.Net;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Users;

/// <summary>OPEN-15: each side of a keep gives the other a private name, and sees only the one it gave.</summary>
[Collection(ApiTests.Name)]
public sealed class KeepNameTests(LazyApiWorld lazy) : IAsyncLifetime
{
    private ApiWorld _world = null!;
    private ApiClient _asking = null!;
    private ApiClient _asked = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await lazy.GetAsync();
        (_asking, _asked) = (await _world.JoinAsync("asking"), await _world.JoinAsync("asked"));
    }

    public ValueTask DisposeAsync()
    {
        _asking.Dispose();
        _asked.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Given_NamesOfBothSides_When_TheKeepIsReadAndListed_Then_EachSeesTheirOwn()
    {
        var requested = await _asking.PostAsync("/me/keeps", new { to_id = _asked.UserId, name = " Little sister " });
        requested.ShouldBe(HttpStatusCode.Created);
        (await NameAsync(_asking, requested.NewId), await NameAsync(_asked, requested.NewId)).Should().Be(("Little sister", null));

        (await _asked.PutAsync("/me/keeps/accept", new { keep_id = requested.NewId, name = "Big sister" })).ShouldBe(HttpStatusCode.NoContent);

        (await NameAsync(_asking, requested.NewId), await NameAsync(_asked, requested.NewId)).Should().Be(("Little sister", "Big sister"));
        foreach (var (side, own, other) in new[] { (_asking, "Little sister", "Big sister"), (_asked, "Big sister", "Little sister") })
        {
            var listed = await Eventually.GetAsync(() => side.GetAsync("/me/keeps?state=active"), page => page.Json.GetProperty("total").GetInt32() == 1, "the active keep in the list");
            listed.Json.GetProperty("items")[0].GetProperty("name").GetString().Should().Be(own);
            listed.Body.Should().NotContain(other);
        }
    }

    [Fact]
    public async Task Given_NoName_When_TheKeepIsRead_Then_ThereIsNone()
    {
        var keep = await ApiWorld.BefriendAsync(_asking, _asked);
        (await NameAsync(_asking, keep), await NameAsync(_asked, keep)).Should().Be((null, null));
    }

    [Fact]
    public async Task Given_ANameThatIsTooLong_When_Sent_Then_ItIsRefusedAndNothingIsMade()
    {
        var name = new string('x', 65);
        (await _asking.PostAsync("/me/keeps", new { to_id = _asked.UserId, name })).ShouldBeProblem(422, "validation_failed", "/name");
        var requested = await _asking.PostAsync("/me/keeps", new { to_id = _asked.UserId, name = name[1..] });
        requested.ShouldBe(HttpStatusCode.Created);
        (await _asked.PutAsync("/me/keeps/accept", new { keep_id = requested.NewId, name })).ShouldBeProblem(422, "validation_failed", "/name");
        (await _asked.GetAsync($"/me/keeps/{requested.NewId}")).Json.GetProperty("state").GetString().Should().Be("pending");
    }

    private static async Task<string?> NameAsync(ApiClient person, string keep) => (await person.GetAsync($"/me/keeps/{keep}")).Json.GetProperty("name").GetString();
}
