using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Kpm.Core.Notifications;
using Kpm.Tests.Faults;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Scenarios;

/// <summary>Anna tries her plan before she trusts it, and what she saw is what comes.</summary>
[Collection(ApiTests.Name)]
public sealed partial class RehearsalStoryTests(LazyApiWorld lazy) : LegacyStory(lazy)
{
    private const string School = "The old school";
    private static readonly string[] Marks = ["[Assaig]", "[Ensayo]", "[Rehearsal]"];
    private readonly LazyApiWorld _lazy = lazy;

    [Fact]
    public async Task Given_ARehearsal_When_ThePlanIsThenExecuted_Then_BothAgreeLeafByLeafAndByteByByte()
    {
        var date = In(8);
        var capsule = await PlanAsync("time-capsule", new { receivers = new[] { Ben.UserId }, location = School, scheduled_date = date });
        await IsReadyAsync(capsule);
        var found = await RehearsedAsync(capsule, new { at = date + 60_000, location = "the OLD school" });
        var result = found.GetProperty("result");
        (Text(result, "outcome"), found.GetProperty("passed").GetBoolean()).Should().Be(("executed", true));

        await (await _lazy.GetAsync()).App.HurriedAsync("CheckDueReleases", async () => (await Anna.ItemsAsync("/me/history")).Any(entry => Text(entry, "kind") == "legacy_claimable"), "an announcement");
        await ClaimedAsync(Ben, capsule, School);
        await HasMemoryAsync(Ben);

        var leaves = (await Anna.GetAsync($"{capsule}/conditions")).Json.GetProperty("conditions").GetProperty("of").EnumerateArray().ToList();
        leaves.Select(leaf => leaf.GetProperty("met").GetBoolean()).Should().Equal(Items(result, "leaves").Select(leaf => leaf.GetProperty("met").GetBoolean()));
        leaves.Select(leaf => leaf.TryGetProperty("evidence", out var evidence) && evidence.ValueKind == JsonValueKind.Object ? (Text(evidence, "grade"), Text(evidence, "by")) : (null, null))
            .Should().Equal(Items(result, "leaves").Select(leaf => (Text(leaf, "grade"), Text(leaf, "by"))));
        leaves[1].GetProperty("since").GetInt64().Should().Be(Items(result, "leaves")[1].GetProperty("since").GetInt64());
        Items(result, "receivers").Select(receiver => (Text(receiver, "receiver"), Text(receiver, "problem"))).Should().Equal(($"/users/{Ben.UserId}", null));
        var asset = Items(result, "assets").Should().ContainSingle().Subject;
        (Text(asset, "asset"), Text(asset, "problem"), asset.GetProperty("verified_bytes").GetInt64()).Should().Be(($"/assets/{Memory}", null, Picture.Bytes.Length));
        Text(asset, "sha256").Should().Be(Convert.ToHexStringLower(SHA256.HashData((await Ben.DownloadAsync(Memory)).Bytes)));

        Items(result, "mails").Select(mail => (Text(mail, "kind"), Text(mail, "receiver"))).Should().Equal(("legacy_claimable", $"/users/{Ben.UserId}"), ("legacy_delivered", $"/users/{Ben.UserId}"));
        foreach (var kind in new[] { MailKind.LegacyClaimable, MailKind.LegacyDelivered }) await AreAlikeAsync(kind);
    }

    [Fact]
    public async Task Given_ALostFileAndAReceiverWhoseAccountIsShut_When_Rehearsed_Then_BothAreFound()
    {
        var plan = await PlanAsync("time-capsule", new { receivers = new[] { Ben.UserId, Cleo.UserId }, location = School, scheduled_date = In(600) });
        await IsReadyAsync(plan);
        var world = await _lazy.GetAsync();
        using var stored = new StoredDocuments(world.App);
        foreach (var blob in await stored.BlobsAsync(Memory)) await stored.DeleteBlobAsync(blob);
        (await world.Admin.PutAsync($"/users/{Cleo.UserId}/disable", new { })).Status.Should().Be(HttpStatusCode.NoContent);
        await world.App.BusOperator.AreDrainedAsync();

        var found = await RehearsedAsync(plan, new { at = In(1_200), location = School });

        found.GetProperty("passed").GetBoolean().Should().BeFalse();
        Items(found.GetProperty("result"), "assets").Select(asset => Text(asset, "problem")).Should().Equal("file_missing");
        Items(found.GetProperty("result"), "receivers").Select(receiver => (Text(receiver, "receiver"), Text(receiver, "problem")))
            .Should().Equal(($"/users/{Ben.UserId}", null), ($"/users/{Cleo.UserId}", "account_inactive"));
    }

    [Fact]
    public async Task Given_ARehearsal_When_AnythingItDependsOnChanges_Then_ThePlanSaysThatItIsStale()
    {
        var plan = await PlanAsync("time-capsule", new { receivers = new[] { Ben.UserId, Cleo.UserId }, location = School, scheduled_date = In(600) });
        await IsReadyAsync(plan);
        (await Anna.GetAsync(plan)).Json.GetProperty("last_rehearsed").ValueKind.Should().Be(JsonValueKind.Null);
        foreach (var changeAsync in new Func<Task<ApiAnswer>>[]
        {
            () => Anna.PatchAsync(plan, new { description = "Another one" }),
            () => Ben.PatchAsync("/me", new { language = "ca" }),
            async () => await Cleo.PutAsync("/me/keeps/decline", new { keep_id = (await Cleo.ItemsAsync("/me/keeps?state=active"))[0].GetProperty("id").GetString(), reason = "We drifted apart" }),
        })
        {
            await RehearsedAsync(plan, new { });
            (await LastAsync(plan)).GetProperty("stale").GetBoolean().Should().BeFalse();
            var changed = await changeAsync();
            changed.Status.Should().Be(HttpStatusCode.NoContent, changed.Body);
            await Eventually.IsTrueAsync(async () => (await LastAsync(plan)).GetProperty("stale").GetBoolean(), "a stale rehearsal");
            (await Anna.ItemsAsync("/me/legacy")).Single().GetProperty("last_rehearsed").GetProperty("stale").GetBoolean().Should().BeTrue();
        }

        (await Ben.GetAsync(plan)).Json.GetProperty("last_rehearsed").ValueKind.Should().Be(JsonValueKind.Null);
    }

    [Fact]
    public async Task Given_APlanOfAnna_When_OthersRehearseOrReadARehearsal_Then_TheyMustNot()
    {
        var plan = await PlanAsync("time-capsule", new { receivers = new[] { Ben.UserId }, location = School, scheduled_date = In(600) });
        var rehearsal = (await Anna.PostAsync($"{plan}/rehearsals", new { })).Location!.ToString();
        foreach (var other in new[] { Ben, Cleo })
        {
            (await other.PostAsync($"{plan}/rehearsals", new { })).ShouldBeProblem(403, "forbidden");
            (await other.GetAsync($"{plan}/rehearsals")).ShouldBeProblem(403, "forbidden");
            (await other.GetAsync(rehearsal)).ShouldBeProblem(403, "forbidden");
        }
    }

    /// <summary>The mail that Anna got in the rehearsal, and the one that Ben got later: the same but for the mark and the tokens.</summary>
    private async Task AreAlikeAsync(MailKind kind)
    {
        var (rehearsed, meant) = (await MailToAnnaAsync(kind), await MailToBenAsync(kind));
        rehearsed.Subject.Should().Be(string.Join(" · ", Marks.Zip(meant.Subject.Split(" · "), (mark, subject) => $"{mark} {subject}")));
        Plain(rehearsed.Text).Should().Be(Plain(meant.Text)).And.NotBe(rehearsed.Text);
        Plain(rehearsed.Html).Replace(rehearsed.Subject, meant.Subject, StringComparison.Ordinal).Should().Be(Plain(meant.Html));
        rehearsed.Text.Should().Contain("rehearsal").And.NotMatchRegex("_token=(?!rehearsal)");
    }

    private static string Plain(string mail) => Token().Replace(Mark().Replace(mail, ""), "_token=");

    private Task<JsonElement> RehearsedAsync(string plan, object wish) => Anna.RehearsedAsync(plan, wish);

    private async Task<JsonElement> LastAsync(string plan) => (await Anna.GetAsync(plan)).Json.GetProperty("last_rehearsed");

    private static List<JsonElement> Items(JsonElement of, string name) => [.. of.GetProperty(name).EnumerateArray()];

    private static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();

    /// <summary>What a mail that is rehearsed says before all else.</summary>
    [GeneratedRegex(@"(<p class=""rehearsal""[^>]*>[^<]*</p>\s*)|((Això és un assaig|Esto es un ensayo|This is a rehearsal)[^\n]*\n\n)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Mark();

    [GeneratedRegex(@"_token=[^\s""<&]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();
}
