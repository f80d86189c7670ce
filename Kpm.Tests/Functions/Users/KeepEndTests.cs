using System.Net;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Users;

/// <summary>Row 20: either person ends a keep or refuses it, and either may ask anew.</summary>
[Collection(ApiTests.Name)]
public sealed class KeepEndTests(LazyApiWorld lazy) : IAsyncLifetime
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

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public async Task Given_AKeep_When_EitherPersonDeclines_Then_ItEndsForBothAndTheSideIsTold(bool byRequester, bool isAccepted)
    {
        var keep = isAccepted ? await ApiWorld.BefriendAsync(_asking, _asked) : await RequestAsync(_asking, _asked);
        foreach (var side in new[] { _asking, _asked }) await Eventually.IsTrueAsync(async () => await side.CountAsync("/me/keeps") == 1, "the keep in the list");

        (await DeclineAsync(byRequester ? _asking : _asked, keep)).ShouldBe(HttpStatusCode.NoContent);

        foreach (var side in new[] { _asking, _asked })
        {
            var seen = (await side.GetAsync($"/me/keeps/{keep}")).Json;
            seen.GetProperty("state").GetString().Should().Be("removed");
            seen.GetProperty("declined_by").GetString().Should().Be(byRequester ? "requester" : "requested");
            seen.ToString().Should().NotContain("too far away");
            await Eventually.IsTrueAsync(async () => await side.CountAsync("/me/keeps") == 0, "an empty list");
        }

        await Eventually.IsTrueAsync(async () => (await _asking.GetAsync($"/users/{_asked.UserId}")).Status == HttpStatusCode.Forbidden, "they are no keeps any more");
    }

    /// <summary>OPEN-18.</summary>
    [Fact]
    public async Task Given_AnEndedKeep_When_DeclinedAgainOrAccepted_Then_NothingChangesAndAcceptingIsAConflict()
    {
        var keep = await RequestAsync(_asking, _asked);
        (await DeclineAsync(_asking, keep)).ShouldBe(HttpStatusCode.NoContent);
        var ended = await _asked.GetAsync($"/me/keeps/{keep}");

        (await DeclineAsync(_asked, keep)).ShouldBe(HttpStatusCode.NoContent);
        (await DeclineAsync(_asking, keep)).ShouldBe(HttpStatusCode.NoContent);
        (await _asked.PutAsync("/me/keeps/accept", new { keep_id = keep })).ShouldBeProblem(409, "conflict");
        (await _asking.PutAsync("/me/keeps/accept", new { keep_id = keep })).ShouldBeProblem(403, "forbidden");

        (await _asked.GetAsync($"/me/keeps/{keep}")).ETag.Should().Be(ended.ETag);
    }

    /// <summary>OPEN-18.</summary>
    [Fact]
    public async Task Given_AKeepThatIsUnknownOrOfOthers_When_Declined_Then_ItIsRefused()
    {
        var keep = await RequestAsync(_asking, _asked);
        (await DeclineAsync(_asking, Guid.NewGuid().ToString())).ShouldBeProblem(404, "not_found");
        (await DeclineAsync(_asking, "x")).ShouldBeProblem(404, "not_found");
        (await DeclineAsync(_world.Stranger, keep)).ShouldBeProblem(403, "forbidden");
        (await DeclineAsync(_world.Stranger, keep, "\"99\"")).ShouldBeProblem(403, "forbidden");
        (await DeclineAsync(_world.Admin, keep)).ShouldBeProblem(403, "forbidden");
        (await _asking.GetAsync($"/me/keeps/{keep}")).Json.GetProperty("state").GetString().Should().Be("pending");
    }

    [Fact]
    public async Task Given_AVersionInIfMatch_When_Declined_Then_ItMustBeTheSeenOne()
    {
        var keep = await RequestAsync(_asking, _asked);
        var seen = (await _asking.GetAsync($"/me/keeps/{keep}")).ETag;
        (await DeclineAsync(_asking, keep, "\"99\"")).ShouldBeProblem(412, "version_mismatch");
        (await DeclineAsync(_asking, keep, seen)).ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Given_AReasonThatIsTooLong_When_Declined_Then_ItIsRefused()
    {
        var keep = await RequestAsync(_asking, _asked);
        (await _asking.PutAsync("/me/keeps/decline", new { keep_id = keep, reason = new string('x', 4001) })).ShouldBeProblem(422, "validation_failed", "/reason");
        (await _asking.PutAsync("/me/keeps/decline", new { keep_id = keep, reason = new string('x', 4000) })).ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Given_AnEndedKeep_When_EitherAsksAnew_Then_ThereIsAnotherThatCanBeAccepted()
    {
        var first = await ApiWorld.BefriendAsync(_asking, _asked);
        (await DeclineAsync(_asked, first)).ShouldBe(HttpStatusCode.NoContent);
        var second = await ApiWorld.BefriendAsync(_asked, _asking);
        (await DeclineAsync(_asked, second)).ShouldBe(HttpStatusCode.NoContent);
        var third = await ApiWorld.BefriendAsync(_asking, _asked);

        new[] { first, second, third }.Should().OnlyHaveUniqueItems();
        await Eventually.IsTrueAsync(async () => (await _asking.ItemsAsync("/me/keeps")) is [var only] && only.GetProperty("id").GetString() == third && only.GetProperty("state").GetString() == "active", "the last keep alone");
        (await _asking.GetAsync($"/users/{_asked.UserId}")).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Given_OnePair_When_FiftyRequestsComeAtOnce_Then_ThereIsOneKeep(bool afterAnEnd)
    {
        if (afterAnEnd) (await DeclineAsync(_asked, await RequestAsync(_asking, _asked))).ShouldBe(HttpStatusCode.NoContent);

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => i % 2 == 0
            ? _asking.PostAsync("/me/keeps", new { to_id = _asked.UserId })
            : _asked.PostAsync("/me/keeps", new { to_id = _asking.UserId })));

        foreach (var answer in answers) answer.ShouldBe(HttpStatusCode.Created);
        var keep = answers.Select(answer => answer.NewId).Distinct().Should().ContainSingle().Subject;
        (await _asking.GetAsync($"/me/keeps/{keep}")).Json.GetProperty("state").GetString().Should().Be("pending");
        await _world.App.BusOperator.AreDrainedAsync();
        (await _asked.ItemsAsync("/me/keeps")).Should().ContainSingle().Which.GetProperty("id").GetString().Should().Be(keep);
    }

    private static async Task<string> RequestAsync(ApiClient asking, ApiClient asked)
    {
        var requested = await asking.PostAsync("/me/keeps", new { to_id = asked.UserId });
        requested.ShouldBe(HttpStatusCode.Created);
        return requested.NewId;
    }

    private static Task<ApiAnswer> DeclineAsync(ApiClient person, string keep, string? ifMatch = null) =>
        person.PutAsync("/me/keeps/decline", new { keep_id = keep, reason = "too far away" }, ifMatch);
}
