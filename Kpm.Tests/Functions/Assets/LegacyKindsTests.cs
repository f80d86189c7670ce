using System.Net;
using System.Text.Json;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Assets;

/// <summary>The kinds of release, conditions of one's own, their explanation, changes, guesses and counts, through the running system (rows 38 to 50).</summary>
[Collection(ApiTests.Name)]
public sealed class LegacyKindsTests(LazyApiWorld lazy) : GivingTests(lazy)
{
    [Theory]
    [InlineData("to-future-self", "asset_future_self", "release_time")]
    [InlineData("in-a-bottle", "asset_in_a_bottle", "release_time")] // OPEN-34
    [InlineData("hide-and-seek", "hide_and_seek", "geo_locked", "location")]
    [InlineData("transfer", "transfer", "release_time")]
    [InlineData("time-capsule", "time_capsule", "release_time", "geo_locked", "location")]
    public async Task Given_APreset_When_Scheduled_Then_TheOwnerReadsItsKindAndItsConditionsAndItCounts(string path, string kind, params string[] conditions)
    {
        var scheduled = await Owner.PostAsync($"/legacy/{path}", new { name = "For later", assets = new[] { Asset }, receivers = new[] { Receiver.UserId }, scheduled_date = FarAway, location = "Old Oak" });
        scheduled.ShouldBe(HttpStatusCode.Created);

        var release = (await Owner.GetAsync(scheduled.Location!.ToString())).Json;
        release.GetProperty("release_type").GetString().Should().Be(kind);
        release.GetProperty("conditions").EnumerateObject().Select(condition => condition.Name).Should().BeEquivalentTo(conditions);
        release.GetProperty("receivers")[0].GetString().Should().Be($"/users/{(path == "to-future-self" ? Owner.UserId : Receiver.UserId)}");
        var word = kind.Replace("asset_", "", StringComparison.Ordinal);
        await Eventually.IsTrueAsync(async () => (await Owner.GetAsync("/me/legacy/stats")).Json is var stats && stats.GetProperty(word).GetInt32() == 1 && stats.GetProperty("total").GetInt32() == 1, "the count");
        (await Owner.CountAsync("/users/me/legacy")).Should().Be(1, "row 48 is another name of row 47");
    }

    [Fact]
    public async Task Given_APlaceByItsCoordinates_When_TheReceiverIsThere_Then_ItIsTheirsAndNotBefore()
    {
        var release = await ScheduleAsync("/legacy/hide-and-seek", new { location = "geo:41.40338,2.17403;u=100" });
        await Eventually.IsTrueAsync(async () => (await Receiver.CountAsync("/me/legacy/incoming")) == 1, "the release among the incoming");
        var seen = (await Receiver.GetAsync(release)).Json.GetProperty("conditions");
        (seen.GetProperty("geo_locked").GetBoolean(), seen.TryGetProperty("location", out _)).Should().Be((true, false), "SEC-15");

        await IsReadyAsync(release);
        (await Receiver.PostAsync($"{release}/trigger", new { geo_location = "geo:41.405,2.17403" })).ShouldBeProblem(403, "not_ready");
        (await Receiver.PostAsync($"{release}/trigger", new { geo_location = "geo:41.4035,2.1741" })).ShouldBe(HttpStatusCode.NoContent);
        await Eventually.IsTrueAsync(async () => (await Receiver.GetAsync($"/assets/{Asset}")).Status == HttpStatusCode.OK, "the asset");
    }

    [Fact]
    public async Task Given_FiveWrongPlaces_When_TheReceiverGuessesAgain_Then_TheyMustWait()
    {
        var release = await ScheduleAsync("/legacy/hide-and-seek", new { location = "Old Oak" });
        await IsReadyAsync(release);
        for (var i = 0; i < 5; i++) (await Receiver.PostAsync($"{release}/trigger", new { geo_location = $"elm {i}" })).ShouldBeProblem(403, "not_ready");
        var refused = await Receiver.PostAsync($"{release}/trigger", new { geo_location = "Old Oak" });
        refused.ShouldBeProblem(429, "too_many_guesses");
        refused.Response.Headers.RetryAfter!.Delta.Should().BePositive();
        (await Owner.GetAsync(release)).Json.GetProperty("state").GetString().Should().Be("active");
    }

    [Theory]
    [InlineData("en", "all of these: ", "Not met yet")]
    [InlineData("ca,en;q=0.5", "tot això: ", "Encara no es compleix")]
    [InlineData("fr, es;q=0.9, ca;q=0.1", "todo esto: ", "Aún no se cumple")]
    [InlineData("???", "all of these: ", "Not met yet")]
    public async Task Given_ATree_When_ItsOwnerAsks_Then_ItIsExplainedAsDataAndInTheirWords(string language, string text, string status)
    {
        var release = await ScheduleAsync("/legacy", new
        {
            conditions = new
            {
                type = "all",
                of = new object[]
                {
                    new { type = "date", local = "2099-06-01T09:00", time_zone = "Europe/Madrid" },
                    new { type = "any", of = new object[] { new { type = "place", location = "Old Oak" }, new { type = "place", latitude = 41.4, longitude = 2.17, radius = 50 }, new { type = "always" } } },
                },
            },
        });
        var explained = await Owner.SendAsync(HttpMethod.Get, $"{release}/conditions", prepare: request => request.Headers.TryAddWithoutValidation("Accept-Language", language));
        explained.ShouldBe(HttpStatusCode.OK);
        var (bequest, delivery) = (explained.Json.GetProperty("bequest_type").GetString(), explained.Json.GetProperty("delivery").GetString());
        (bequest, delivery, explained.Json.GetProperty("hide").GetBoolean()).Should().Be(("gift", "claim", false));
        var tree = explained.Json.GetProperty("conditions");
        tree.GetProperty("text").GetString().Should().StartWith(text).And.Contain("2099").And.Contain("Europe/Madrid").And.Contain("Old Oak");
        tree.GetProperty("status").GetString().Should().StartWith(status);
        tree.GetProperty("met").GetBoolean().Should().BeFalse();
        tree.GetProperty("next_change").GetInt64().Should().Be(4_083_980_400_001);
        var any = tree.GetProperty("of")[1];
        any.GetProperty("met").GetBoolean().Should().BeTrue();
        any.GetProperty("of")[1].GetProperty("location").GetString().Should().Be("geo:41.4,2.17;u=50");
        any.GetProperty("of")[0].GetProperty("since").ValueKind.Should().Be(JsonValueKind.Null);

        (await Receiver.GetAsync($"{release}/conditions")).ShouldBeProblem(403, "forbidden");
        (await World.Stranger.GetAsync($"{release}/conditions")).ShouldBeProblem(403, "forbidden");
    }

    [Fact]
    public async Task Given_ReadyConditionsOfOnesOwn_When_TheSystemDelivers_Then_NobodyMustClaimAndTheAssetWasInUseUntilThen()
    {
        var release = await ScheduleAsync("/legacy", new { delivery = "automatic", bequest_type = "co-ownership", conditions = new { type = "date", at = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() + 2_000 } });
        (await Owner.GetAsync($"/assets/{Asset}")).ShouldBe(HttpStatusCode.OK);
        await Eventually.IsTrueAsync(async () => (await Receiver.GetAsync($"/assets/{Asset}/file")).Status == HttpStatusCode.OK, "the delivered asset");
        (await Owner.GetAsync($"/assets/{Asset}")).ShouldBe(HttpStatusCode.OK);
        (await Owner.GetAsync(release)).Json.GetProperty("state").GetString().Should().Be("inactive");
        (await Receiver.PostAsync($"{release}/trigger", new { })).ShouldBe(HttpStatusCode.NoContent);
    }

    /// <summary>OPEN-36.</summary>
    [Fact]
    public async Task Given_ACopy_When_Claimed_Then_TheReceiverHasOneOfTheirOwnWithTheSameBytes()
    {
        var release = await ScheduleAsync("/legacy/transfer", new { bequest_type = "copy", scheduled_date = 1 });
        await IsReadyAsync(release);
        (await Receiver.PostAsync($"{release}/trigger", new { })).ShouldBe(HttpStatusCode.NoContent);
        await Eventually.IsTrueAsync(async () => await Receiver.CountAsync("/me/assets") == 1, "the copy in the list");
        var copy = (await Receiver.ItemsAsync("/me/assets"))[0];
        var id = copy.GetProperty("id").GetString()!;
        id.Should().NotBe(Asset);
        copy.GetProperty("title").GetString().Should().Be("A gift");
        (await Receiver.DownloadAsync(id)).Bytes.Should().Equal(File.Bytes);
        (await Receiver.GetAsync($"/assets/{Asset}")).ShouldBeProblem(403, "forbidden");
        await Eventually.IsTrueAsync(async () => (await Owner.GetAsync($"/assets/{Asset}/file")).Status == HttpStatusCode.OK, "the original, visible again");
        (await Owner.GetAsync($"/assets/{id}")).ShouldBeProblem(403, "forbidden");
    }

    [Fact]
    public async Task Given_APlan_When_ItsOwnerChangesIt_Then_OnlyWithTheVersionSeenAndOnlyWhatFits()
    {
        var release = await ScheduleAsync("/legacy/transfer", new { scheduled_date = FarAway });
        await IsReadyAsync(release);
        (await Receiver.PatchAsync(release, new { name = "Mine" })).ShouldBeProblem(403, "forbidden");
        (await Owner.PatchAsync(release, new { name = "" })).ShouldBeProblem(422, "validation_failed", "/name");
        (await Owner.PatchAsync(release, new { conditions = new { type = "always" } })).ShouldBeProblem(422, "validation_failed", "/conditions");
        (await Owner.PatchAsync(release, new { assets = new[] { Guid.NewGuid() } })).ShouldBeProblem(403, "not_schedulable");
        (await Owner.PatchAsync(release, new { name = "x" }, ifMatch: "\"999\"")).ShouldBeProblem(412, "version_mismatch");

        (await Owner.PatchAsync(release, new { name = "For you now", conditions = new { type = "date", at = 1 } })).ShouldBe(HttpStatusCode.NoContent);
        (await Owner.GetAsync(release)).Json.GetProperty("name").GetString().Should().Be("For you now");
        await Eventually.IsTrueAsync(async () => (await Receiver.ItemsAsync("/me/legacy/incoming")) is [var incoming] && incoming.GetProperty("name").GetString() == "For you now", "the new name among the incoming");
        (await Receiver.PostAsync($"{release}/trigger", new { })).ShouldBe(HttpStatusCode.NoContent);
        (await Owner.PatchAsync(release, new { name = "Too late" })).ShouldBeProblem(409, "conflict");
    }

    /// <summary>OPEN-37.</summary>
    [Fact]
    public async Task Given_AnActivePlanOfTheSameName_When_ScheduledAgain_Then_ItIsAConflict()
    {
        await ScheduleAsync("/legacy", new { conditions = new { type = "date", at = FarAway } });
        await Eventually.IsTrueAsync(async () => await Owner.CountAsync("/me/legacy") == 1, "the first plan in the list");
        (await PostAsync("/legacy", new { conditions = new { type = "always" } })).ShouldBeProblem(409, "conflict");
        (await PostAsync("/legacy", new { name = "Another", conditions = new { type = "always" } })).ShouldBe(HttpStatusCode.Created);
    }

    /// <summary>Row 43.</summary>
    [Fact]
    public async Task Given_Releases_When_AnAdminLists_Then_WhatIsSealedIsNull()
    {
        var release = await ScheduleAsync("/legacy/time-capsule", new { location = "Old Oak", scheduled_date = FarAway });
        var entry = await Eventually.GetAsync(
            async () => (await World.Admin.ItemsAsync("/legacy?order=desc&size=100")).FirstOrDefault(item => release.EndsWith(item.GetProperty("id").GetString()!, StringComparison.Ordinal)),
            found => found.ValueKind == JsonValueKind.Object,
            "the release in the list of admins");
        foreach (var hidden in new[] { "name", "description", "conditions" }) entry.GetProperty(hidden).ValueKind.Should().Be(JsonValueKind.Null);
        entry.GetProperty("release_type").GetString().Should().Be("time_capsule");
        (await World.Admin.GetAsync(release)).ShouldBeProblem(403, "forbidden");
    }

    /// <summary>OPEN-38, 39, 60.</summary>
    [Fact]
    public async Task Given_FalsyFields_When_Scheduled_Then_EachIsNamed()
    {
        (await Owner.PostAsync("/legacy/hide-and-seek", new { name = "", assets = Array.Empty<string>(), receivers = Array.Empty<string>(), location = "" }))
            .ShouldBeProblem(422, "validation_failed", "/name", "/assets", "/receivers", "/location");
        (await PostAsync("/legacy/transfer", new { scheduled_date = 0 })).ShouldBeProblem(422, "validation_failed", "/scheduled_date");
        (await PostAsync("/legacy/in-a-bottle", new { min_date = 2, max_date = 1 })).ShouldBeProblem(422, "validation_failed", "/max_date");
    }

    private async Task<string> ScheduleAsync(string path, object more)
    {
        var scheduled = await PostAsync(path, more);
        scheduled.ShouldBe(HttpStatusCode.Created);
        return scheduled.Location!.ToString();
    }

    private Task<ApiAnswer> PostAsync(string path, object more)
    {
        var body = JsonSerializer.SerializeToNode(new { name = "For you", assets = new[] { Asset }, receivers = new[] { Receiver.UserId } })!.AsObject();
        foreach (var (name, value) in JsonSerializer.SerializeToNode(more)!.AsObject()) body[name] = value?.DeepClone();
        return Owner.PostAsync(path, body);
    }

    private Task<ApiAnswer> IsReadyAsync(string release) =>
        Eventually.GetAsync(() => Owner.GetAsync($"{release}/conditions"), answer => answer.Status == HttpStatusCode.OK && answer.Json.GetProperty("is_ready").GetBoolean(), "readiness");
}
