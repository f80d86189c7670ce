using System.Net;
using Kpm.Tests.Browser.Silences;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Browser.Trust;

/// <summary>"The dress rehearsal", in a browser: Anna finds out that nobody could have received her legacy, mends it, keeps the receipt, and takes back what nobody has opened.</summary>
[Collection(ApiTests.Name)]
public sealed class TheDressRehearsalTests(LazyApiWorld lazy) : SilenceInBrowser(lazy)
{
    private const string School = "The old school";

    [Fact]
    public async Task Given_APlanWhoseReceiverIsNoKeepAnyMore_When_Rehearsed_Then_ItIsMendedAndDeliveredAndTheReceiptHoldsAndTheRestComesBack()
    {
        var letter = await Anna.AddAssetAsync("The letter", FileToUpload.Binary(6_000));
        var plan = await PlanForTheSchoolAsync(letter);
        var script = NewScript(isAtDesk: true);
        script.Turns["planned"] = async () =>
        {
            await Eventually.IsTrueAsync(async () => (await Anna.GetAsync($"{plan}/conditions")).Json.GetProperty("is_ready").GetBoolean(), "readiness");
            var keep = await Eventually.GetAsync(() => Cleo.ItemsAsync("/me/keeps?state=active"), keeps => keeps.Count == 1, "the keep");
            (await Cleo.PutAsync("/me/keeps/decline", new { keep_id = keep[0].GetProperty("id").GetString(), reason = "" })).ShouldBe(HttpStatusCode.NoContent);
            return IdOf(plan);
        };
        script.Turns["accepted"] = async () =>
        {
            var asked = await Eventually.GetAsync(() => Cleo.ItemsAsync("/me/keeps?state=pending"), keeps => keeps.Count == 1, "the request");
            (await Cleo.PutAsync("/me/keeps/accept", new { keep_id = asked[0].GetProperty("id").GetString() })).ShouldBe(HttpStatusCode.NoContent);
            await Eventually.IsTrueAsync(async () => (await Anna.GetAsync(plan)).Json.GetProperty("last_rehearsed").GetProperty("stale").GetBoolean(), "a stale rehearsal");
            return IdOf(plan);
        };
        script.Turns["delivered"] = async () =>
        {
            (await Ben.PostAsync($"{plan}/trigger", new { geo_location = School })).ShouldBe(HttpStatusCode.NoContent);
            await Eventually.IsTrueAsync(async () => (await Ben.GetAsync($"{plan}/receipt")).Status == HttpStatusCode.OK && (await Anna.GetAsync($"{plan}/receipt")).Status == HttpStatusCode.OK, "the receipt");
            (await Ben.DownloadAsync(letter)).Bytes.Should().HaveCount(6_000);
            return IdOf(plan);
        };

        await script.RunAsync("Trust/rehearsal.mjs");

        (await Anna.DownloadAsync(Memory)).Bytes.Should().Equal(Letter.Bytes);
        (await Cleo.GetAsync($"/assets/{Memory}")).ShouldBeProblem(403, "forbidden");
    }

    private async Task<string> PlanForTheSchoolAsync(string letter)
    {
        var planned = await Anna.PostAsync("/legacy/hide-and-seek", new { name = "For the two of you", assets = new[] { Memory, letter }, receivers = new[] { Ben.UserId, Cleo.UserId }, location = School });
        planned.ShouldBe(HttpStatusCode.Created);
        return planned.Location!.ToString();
    }
}
