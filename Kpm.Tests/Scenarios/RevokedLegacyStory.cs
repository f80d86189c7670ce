using System.Net;
using System.Text.Json;
using Kpm.Core.Notifications;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Scenarios;

/// <summary>That was a mistake: what nobody has downloaded comes back, and of what somebody has, nobody says that it did.</summary>
[Collection(ApiTests.Name)]
public sealed class RevokedLegacyStory(LazyApiWorld lazy) : LegacyStory(lazy)
{
    [Fact]
    public async Task Given_ALegacyOfThree_When_OneWasDownloadedAndAnnaTakesItBack_Then_TheOthersAreHersAgain()
    {
        var letter = FileToUpload.Binary(7_000);
        var (first, second) = (await Anna.AddAssetAsync("A letter", letter), await Anna.AddAssetAsync("Another letter", letter));
        var legacy = await DeliveredAsync("transfer", new { scheduled_date = 1 }, Memory, first, second);
        (await Ben.SendAsync(HttpMethod.Head, $"/assets/{first}/file")).Status.Should().Be(HttpStatusCode.OK);
        (await Ben.DownloadAsync(Memory)).Bytes.Should().Equal(Picture.Bytes);
        (await Ben.PostAsync($"{legacy}/revocation", new { })).Code.Should().Be("forbidden");

        var revoked = await Anna.PostAsync($"{legacy}/revocation", new { });

        (revoked.Status, revoked.Location!.ToString()).Should().Be((HttpStatusCode.Accepted, legacy));
        var told = await MailToAnnaAsync(MailKind.LegacyRevoked);
        told.Text.Should().Contain("left them to: 2.").And.Contain(": 1. Whoever downloads something keeps it").And.NotContain("letter").And.NotContain("For later");
        (await MailToBenAsync(MailKind.LegacyTakenBack)).Text.Should().NotContain("letter").And.NotContain("For later");
        foreach (var asset in new[] { first, second })
        {
            (await Anna.DownloadAsync(asset)).Bytes.Should().Equal(letter.Bytes);
            foreach (var person in new[] { Ben, Cleo }) (await person.GetAsync($"/assets/{asset}/file")).Code.Should().Be("forbidden");
        }

        foreach (var person in new[] { Ben, Cleo }) (await person.DownloadAsync(Memory)).Bytes.Should().Equal(Picture.Bytes);
        await HasNotMemoryAsync(Anna);
        await ShouldBeToldAsync(legacy);
        (await Anna.PostAsync($"{legacy}/revocation", new { })).Status.Should().Be(HttpStatusCode.Accepted, "a repeat changes nothing");
        (await HistoryAsync(Anna, "asset_not_taken_back")).Should().Contain("legacy_revoked");
        (await HistoryAsync(Ben, "asset_taken_back")).Should().Contain("legacy_revoked").And.NotContain("asset_not_taken_back");
        await Eventually.IsTrueAsync(async () => await Anna.CountAsync("/me/assets") == 2 && await Ben.CountAsync("/me/assets") == 1, "the lists");
    }

    [Fact]
    public async Task Given_Copies_When_OneWasDownloadedAndAnnaTakesThemBack_Then_TheOtherIsGone()
    {
        var legacy = await DeliveredAsync("transfer", new { scheduled_date = 1, bequest_type = "copy" }, Memory);
        var (bens, cleos) = (await CopyOfAsync(Ben), await CopyOfAsync(Cleo));
        (await Ben.DownloadAsync(bens)).Bytes.Should().Equal(Picture.Bytes);

        (await Anna.PostAsync($"{legacy}/revocation", new { })).Status.Should().Be(HttpStatusCode.Accepted);

        await Eventually.IsTrueAsync(async () => (await Cleo.GetAsync($"/assets/{cleos}")).Code == "forbidden", "the copy that goes");
        (await Cleo.GetAsync($"/assets/{cleos}/file")).Code.Should().Be("forbidden");
        (await MailToAnnaAsync(MailKind.LegacyRevoked)).Text.Should().Contain("Nothing came back.");
        (await Ben.DownloadAsync(bens)).Bytes.Should().Equal(Picture.Bytes);
        await HasMemoryAsync(Anna);
    }

    [Fact]
    public async Task Given_WhatStillWaits_When_AnnaTakesItBack_Then_SheIsToldToCancelIt()
    {
        var plan = await PlanAsync("transfer", new { receivers = new[] { Ben.UserId } });
        (await Anna.PostAsync($"{plan}/revocation", new { })).ShouldBeProblem(409, "not_executed");
        (await Anna.DeleteAsync(plan)).Status.Should().Be(HttpStatusCode.NoContent);
    }

    /// <summary>What everybody reads of it: Anna all, Ben what he had and what he downloaded, Cleo what she had.</summary>
    private async Task ShouldBeToldAsync(string legacy)
    {
        var anna = (await Anna.GetAsync(legacy)).Json.GetProperty("revocation");
        anna.GetProperty("state").GetString().Should().Be("settled");
        Results(anna).Should().BeEquivalentTo("downloaded", "taken_back", "taken_back");
        var download = anna.GetProperty("assets").EnumerateArray().SelectMany(asset => asset.GetProperty("downloads").EnumerateArray()).Should().ContainSingle().Subject;
        download.GetProperty("by").GetString().Should().Be($"/users/{Ben.UserId}");
        Results((await Ben.GetAsync(legacy)).Json.GetProperty("revocation")).Should().BeEquivalentTo("downloaded", "taken_back", "taken_back");
        Results((await Cleo.GetAsync(legacy)).Json.GetProperty("revocation")).Should().BeEquivalentTo("taken_back", "taken_back");
    }

    private static IEnumerable<string> Results(JsonElement revocation) => revocation.GetProperty("assets").EnumerateArray().Select(asset => asset.GetProperty("result").GetString()!);

    /// <summary>Anna leaves it to Ben and Cleo, and Ben claims it.</summary>
    private async Task<string> DeliveredAsync(string kind, object terms, params string[] assets)
    {
        var body = JsonSerializer.SerializeToNode(terms)!.AsObject();
        body["name"] = "For later";
        body["assets"] = JsonSerializer.SerializeToNode(assets);
        body["receivers"] = JsonSerializer.SerializeToNode(new[] { Ben.UserId, Cleo.UserId });
        var planned = await Anna.PostAsync($"/legacy/{kind}", body);
        planned.Status.Should().Be(HttpStatusCode.Created, planned.Body);
        var legacy = planned.Location!.ToString();
        await ClaimedAsync(Ben, legacy);
        await HistoryAsync(Cleo, "legacy_delivered");
        return legacy;
    }

    private static async Task<string> CopyOfAsync(ApiClient person) =>
        (await Eventually.GetAsync(() => person.ItemsAsync("/me/assets"), found => found.Count == 1, "the copy"))[0].GetProperty("id").GetString()!;
}
