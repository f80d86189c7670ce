using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Users;

/// <summary>Rows 14 to 16, OPEN-20 to OPEN-23: what a person wants to be reminded of.</summary>
[Collection(ApiTests.Name)]
public sealed class ReminderTests(LazyApiWorld lazy) : IAsyncLifetime
{
    private const string Path = "/users/me/reminders";
    private const long Future = 4_000_000_000_000;
    private ApiWorld _world = null!;
    private ApiClient _person = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await lazy.GetAsync();
        _person = await _world.JoinAsync("reminded");
    }

    public ValueTask DisposeAsync()
    {
        _person.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Given_Reminders_When_Added_Then_TheLocationListsThemWithTheLastOneFirst()
    {
        (await ListAsync()).Should().BeEmpty();
        var added = await AddAsync(
            new { title = "Tax", time = Future },
            new { title = "Birthday 家", time = Future, frequency = 1000, related_user = $"/users/{_person.UserId}" },
            new { title = "Rent", time = Future, time_zone = "Europe/Madrid", repeat = "P1M" });
        added.ShouldBe(HttpStatusCode.Created);
        added.Location.Should().Be($"/api/v1{Path}");

        var list = await ListAsync();

        list.Select(reminder => reminder.GetProperty("title").GetString()).Should().Equal("Rent", "Birthday 家", "Tax");
        list[0].ToString().Should().Be($$"""{"title":"Rent","time":{{Future}},"frequency":0,"related_user":null,"time_zone":"Europe/Madrid","repeat":"P1M","next_time":{{Future}}}""");
        list[1].GetProperty("related_user").GetString().Should().Be($"/users/{_person.UserId}");
        list[1].GetProperty("frequency").GetInt64().Should().Be(1000);
    }

    [Fact]
    public async Task Given_TheSameReminderTwice_When_Added_Then_NothingChangesAndAnotherRepeatReplacesIt()
    {
        (await AddAsync(new { title = "Tax", time = Future })).ShouldBe(HttpStatusCode.Created);
        var version = (await _person.GetAsync("/me")).ETag;
        (await AddAsync(new { title = "Tax", time = Future })).ShouldBe(HttpStatusCode.Created);
        (await _person.GetAsync("/me")).ETag.Should().Be(version);

        (await AddAsync(new { title = "Tax", time = Future, frequency = 5 })).ShouldBe(HttpStatusCode.Created);

        (await ListAsync()).Should().ContainSingle().Which.GetProperty("frequency").GetInt64().Should().Be(5);
        (await _person.GetAsync("/me")).ETag.Should().NotBe(version);
    }

    /// <summary>OPEN-22: removal works, title and time count, and what is unknown changes nothing.</summary>
    [Fact]
    public async Task Given_Reminders_When_RemovedByTitleAndTime_Then_OnlyThoseGo()
    {
        (await RemoveAsync(new { title = "Tax", time = Future })).ShouldBe(HttpStatusCode.NoContent);
        (await AddAsync(new { title = "Tax", time = Future, frequency = 5 }, new { title = "Rent", time = Future })).ShouldBe(HttpStatusCode.Created);
        var version = (await _person.GetAsync("/me")).ETag;
        (await RemoveAsync(new { title = "Tax", time = Future + 1 }, new { title = "tax", time = Future })).ShouldBe(HttpStatusCode.NoContent);
        (await _person.GetAsync("/me")).ETag.Should().Be(version);

        (await RemoveAsync(new { title = "Tax", time = Future }, new { title = "unknown", time = 1 })).ShouldBe(HttpStatusCode.NoContent);
        (await ListAsync()).Should().ContainSingle().Which.GetProperty("title").GetString().Should().Be("Rent");

        (await RemoveAsync(new { title = "Rent", time = Future })).ShouldBe(HttpStatusCode.NoContent);
        (await ListAsync()).Should().BeEmpty();
    }

    /// <summary>OPEN-21: a reminder is about the caller or a keep.</summary>
    [Fact]
    public async Task Given_SomebodyElse_When_AReminderIsAboutThem_Then_TheyMustBeAKeep()
    {
        (await AddAsync(new { title = "Friend", time = Future, related_user = _world.Friend.UserId })).ShouldBeProblem(400, "related_user_not_keep");
        (await AddAsync(new { title = "Friend", time = Future, related_user = Guid.NewGuid() })).ShouldBeProblem(400, "related_user_not_keep");
        (await ListAsync()).Should().BeEmpty();
        await ApiWorld.BefriendAsync(_person, _world.Stranger);
        (await AddAsync(new { title = "Friend", time = Future, related_user = _world.Stranger.UserId })).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Given_FieldsOfTheWrongForm_When_Added_Then_EachIsNamedAndNothingChanges()
    {
        (await AddAsync(
            new { title = "good", time = Future },
            new { title = "", time = 0, frequency = -1 },
            new { title = "a\nb", time = Future, repeat = "P1M" },
            new { title = new string('x', 65), time = Future, time_zone = "Europe/Madrid" },
            new { title = "both", time = Future, frequency = 1, time_zone = "Europe/Atlantis", repeat = "monthly" },
            new { }))
            .ShouldBeProblem(
                422, "validation_failed", "/1/title", "/1/time", "/1/frequency", "/2/title", "/2/time_zone", "/3/title", "/3/repeat", "/4/repeat", "/4/time_zone", "/5/title", "/5/time");
        (await AddAsync()).ShouldBeProblem(422, "validation_failed", "");
        (await AddAsync(null, new { title = "x", time = Future, related_user = "x" })).ShouldBeProblem(422, "validation_failed", "/0", "/1/related_user");
        (await AddAsync(new { title = 5 })).ShouldBeProblem(422, "validation_failed", "/0/title");
        (await RemoveAsync(new { title = "Tax" })).ShouldBeProblem(422, "validation_failed", "/0/time");
        (await ListAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Given_100Reminders_When_AnotherIsAdded_Then_ItIsAConflict()
    {
        var many = Enumerable.Range(0, 100).Select(number => (object)new { title = new string('家', 64), time = Future + number }).ToArray();
        (await AddAsync([.. many, many[0]])).ShouldBeProblem(422, "validation_failed", "");
        (await AddAsync(many)).ShouldBe(HttpStatusCode.Created);
        (await AddAsync(new { title = "one more", time = 1 })).ShouldBeProblem(409, "too_many_reminders");
        (await ListAsync()).Should().HaveCount(100);
    }

    /// <summary>OPEN-23: the events are published, and nothing waits for them.</summary>
    [Fact]
    public async Task Given_AReminder_When_AddedAndRemoved_Then_NothingIsLeftToSend()
    {
        (await AddAsync(new { title = "Tax", time = Future })).ShouldBe(HttpStatusCode.Created);
        (await RemoveAsync(new { title = "Tax", time = Future })).ShouldBe(HttpStatusCode.NoContent);
        await _world.App.BusOperator.AreDrainedAsync();
        (await ListAsync()).Should().BeEmpty();
    }

    private Task<ApiAnswer> AddAsync(params object?[] reminders) => _person.PostAsync(Path, reminders);

    private Task<ApiAnswer> RemoveAsync(params object[] reminders) => _person.SendAsync(HttpMethod.Delete, Path, JsonContent.Create(reminders));

    private async Task<IReadOnlyList<JsonElement>> ListAsync() => [.. (await _person.GetAsync(Path)).Json.EnumerateArray()];
}
