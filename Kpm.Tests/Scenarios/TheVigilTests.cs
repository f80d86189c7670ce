using System.Buffers.Text;
using System.Net;
using System.Text.Json;
using Kpm.Core.Notifications;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Scenarios;

/// <summary>"The vigil": somebody has died. The two who watch over what they left say so, each for themself; nobody can alone, and a sign of life would have refuted both.</summary>
[Collection(ApiTests.Name)]
public sealed class TheVigilTests(LazyApiWorld lazy) : SilenceStory(lazy)
{
    [Fact]
    public async Task Given_TwoKeepersWhoMustAgree_When_BothAttest_Then_TheOwnerIsWarnedAndWhatWasLeftArrives()
    {
        var legacy = await PlanForTheWordOfTwoAsync();
        await MailedAsync(Ben, MailKind.KeeperChosen);
        (await Eventually.GetAsync(() => Cleo.ItemsAsync("/me/legacy/watched"), watched => watched.Count == 1, "what Cleo watches over"))[0]
            .GetProperty("links").GetProperty("self").GetString().Should().EndWith($"{legacy.Split('/')[^1]}/attestations");

        await Time.PassPresenceAsync(Anna);
        (await AttestAsync(Ben, legacy)).ShouldBe(HttpStatusCode.NoContent);
        (await StandingAsync(legacy)).Should().Equal(Ben.UserId);
        await MailedAsync(Anna, MailKind.OwnerAttested);
        await MailedAsync(Cleo, MailKind.KeeperAttested);
        await AnnaLogsInAsync();
        await MailedAsync(Ben, MailKind.KeeperReassured);
        await Time.PassPresenceAsync(Anna);
        (await AttestAsync(Cleo, legacy)).ShouldBe(HttpStatusCode.NoContent);
        (await StandingAsync(legacy)).Should().Equal([Cleo.UserId], "Anna was there since Ben spoke");

        (await AttestAsync(Ben, legacy)).ShouldBe(HttpStatusCode.NoContent);
        (await StandingAsync(legacy)).Should().Equal(Cleo.UserId, Ben.UserId);
        var attempt = await BegunAsync(legacy);
        var begun = await Eventually.GetAsync(() => Ben.GetAsync(attempt), answer => answer.Status == HttpStatusCode.OK, "the attempt");
        begun.Json.GetProperty("cause").GetString().Should().Be("attestation");
        begun.Json.GetProperty("stage").GetString().Should().Be("waiting");
        await MailedAsync(Anna, MailKind.ReleaseImminent);
        await MailedAsync(Cleo, MailKind.KeeperWarned);

        await Time.PassDaysAsync(attempt, until: 2);
        await World.App.HurriedAsync("CheckDueReleases", async () => (await Ben.GetAsync(legacy)).Json.GetProperty("state").GetString() == "inactive", "the release");
        await EndsAsync(attempt, "released");
        var received = (await Eventually.GetAsync(() => Ben.ItemsAsync("/me/assets"), assets => assets.Count == 1, "what was left"))[0].GetProperty("id").GetString();
        (await Ben.DownloadAsync(received!)).Bytes.Should().Equal(Letter.Bytes);
        var receipt = await Eventually.GetAsync(() => Ben.GetAsync($"{legacy}/receipt"), answer => answer.Status == HttpStatusCode.OK, "the receipt");
        MetIn(receipt.Json).Should().Equal(("attested", Cleo.UserId), ("attested", Ben.UserId));
        (await Eventually.GetAsync(() => Cleo.ItemsAsync("/me/legacy/watched"), watched => watched.Count == 0, "the list without what has ended")).Should().BeEmpty();
        (await AttestAsync(Ben, legacy)).ShouldBeProblem(409, "conflict");
        (await Cleo.GetAsync($"{legacy}/attestations")).Json.GetProperty("count").ValueKind.Should().Be(JsonValueKind.Null, "it waits for no word any more");
    }

    [Fact]
    public async Task Given_TwoKeepersWhoMustAgree_When_TheKeepWithOneEnds_Then_TheOwnerIsToldThatTheirWordCountsNoMore()
    {
        var legacy = await PlanForTheWordOfTwoAsync();
        var keep = (await Cleo.ItemsAsync("/me/keeps?state=active"))[0].GetProperty("id").GetString();
        (await Cleo.PutAsync("/me/keeps/decline", new { keep_id = keep, reason = "" })).ShouldBe(HttpStatusCode.NoContent);
        await MailedAsync(Anna, MailKind.KeeperMissing);
        (await AttestAsync(Cleo, legacy)).ShouldBeProblem(403, "forbidden");
    }

    [Fact]
    public async Task Given_AQuorum_When_AKeeperTakesTheirWordBack_Then_TheWaitEndsAndAllAreTold()
    {
        var legacy = await PlanForTheWordOfTwoAsync();
        await Time.PassPresenceAsync(Anna);
        foreach (var keeper in new[] { Ben, Cleo }) (await AttestAsync(keeper, legacy)).ShouldBe(HttpStatusCode.NoContent);
        var attempt = await BegunAsync(legacy);
        (await Ben.DeleteAsync($"{legacy}/attestations/mine")).ShouldBe(HttpStatusCode.NoContent);
        await EndsAsync(attempt, "vetoed");
        (await AttemptAsync(attempt)).GetProperty("is_withdrawn").GetBoolean().Should().BeTrue("nobody gave a sign of life");
        await MailedAsync(Anna, MailKind.OwnerAttestationWithdrawn);
        await MailedAsync(Cleo, MailKind.KeeperAttestationWithdrawn);
        (await StandingAsync(legacy)).Should().Equal(Cleo.UserId);
        (await Anna.GetAsync(legacy)).Json.GetProperty("state").GetString().Should().Be("active");
        (await Anna.PutAsync($"{legacy}/attestations/mine", new { })).ShouldBeProblem(403, "forbidden");
    }

    private async Task<string> PlanForTheWordOfTwoAsync()
    {
        var planned = await Anna.PostAsync("/legacy", new
        {
            name = "For when I am no more",
            assets = new[] { Memory },
            receivers = new[] { Ben.UserId },
            delivery = "automatic",
            keepers = new[] { Ben.UserId, Cleo.UserId },
            bequest_type = "copy",
            conditions = new { type = "attestation", count = 2, wait_days = 2 },
        });
        planned.Status.Should().Be(HttpStatusCode.Created, planned.Body);
        return planned.Location!.ToString();
    }

    private static Task<ApiAnswer> AttestAsync(ApiClient keeper, string legacy) => keeper.PutAsync($"{legacy}/attestations/mine", new { });

    private async Task<IEnumerable<string>> StandingAsync(string legacy) =>
        (await Cleo.GetAsync($"{legacy}/attestations")).Json.GetProperty("attested").EnumerateArray().Select(word => word.GetProperty("by").GetString()!.Split('/')[^1]).ToList();

    /// <summary>Whose word a receipt states, and what it is worth.</summary>
    private static List<(string? Grade, string? By)> MetIn(JsonElement bundle)
    {
        using var statement = JsonDocument.Parse(Base64Url.DecodeFromChars(bundle.GetProperty("receipt").GetString()!.Split('.')[1]));
        return [.. statement.RootElement.GetProperty("met").EnumerateArray().Select(met => (met.GetProperty("grade").GetString(), met.GetProperty("by").GetString()))];
    }

    /// <summary>Where the attempt is that a quorum begins.</summary>
    private async Task<string> BegunAsync(string legacy)
    {
        var attempt = "";
        await World.App.HurriedAsync(
            "CheckDueReleases",
            async () => (attempt = (await Ben.GetAsync($"{legacy}/attestations")).Json.GetProperty("attempt").GetString() ?? "") != "",
            "the attempt that a quorum begins");
        return attempt;
    }
}
