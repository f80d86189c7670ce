using System.Net;
using System.Text.Json;
using Kpm.Tests.Faults;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;
using Microsoft.Azure.Cosmos;

namespace Kpm.Tests.Functions.Assets.Receipts;

/// <summary>Histories that are verified and signed, through the running system.</summary>
[Collection(ApiTests.Name)]
public sealed class SignedHistoryTests(LazyApiWorld lazy) : ReceiptStory(lazy)
{
    [Fact]
    public async Task Given_AHistory_When_ItIsVerified_Then_ItIsIntactUntilSomethingOfItIsChanged()
    {
        var legacy = await DeliverAsync();
        await ReceiptAsync(Owner, legacy);
        await Eventually.IsTrueAsync(async () => await Owner.CountAsync("/me/history") == 7, "the whole history");
        var report = await VerifyAsync();
        (report.GetProperty("is_intact").GetBoolean(), report.GetProperty("entries").GetInt32(), report.GetProperty("signed_heads").GetInt32() > 0).Should().Be((true, 7, true));
        using var stored = new StoredDocuments(World.App);
        var entry = (await stored.DocumentsAsync("history")).Single(found => found.GetProperty("pk").GetString() == Owner.UserId && found.GetProperty("sequence").GetInt32() == 3 && found.GetProperty("type").GetString() == "historyEntry");
        var (id, occurred) = (entry.GetProperty("id").GetString()!, entry.GetProperty("occurredTs").GetInt64());

        await stored.AlterAsync("history", id, Owner.UserId, PatchOperation.Set("/occurredTs", occurred + 1));
        FaultOf(await VerifyAsync()).Should().Be(("entry_altered", 3));
        await stored.AlterAsync("history", id, Owner.UserId, PatchOperation.Set("/occurredTs", occurred));
        (await VerifyAsync()).GetProperty("is_intact").GetBoolean().Should().BeTrue();

        await stored.AlterAsync("signatures", "receipt", legacy, PatchOperation.Set("/signed", "a.b.c"));
        FaultOf(await VerifyAsync()).Code.Should().Be("receipt_differs");
        await stored.DeleteAsync("signatures", "receipt", legacy);
        FaultOf(await VerifyAsync()).Code.Should().Be("receipt_missing");
        await stored.DeleteAsync("history", id, Owner.UserId);
        FaultOf(await VerifyAsync()).Should().Be(("entry_missing", 3));
    }

    [Fact]
    public async Task Given_AHistoryThatWentOn_When_TheTimerFiresAfterTheDay_Then_ItsEndIsSignedOnce()
    {
        (await ScheduleAsync(FarAway)).ShouldBe(HttpStatusCode.Created);
        await Eventually.IsTrueAsync(async () => await Owner.CountAsync("/me/history") == 2, "the history");
        using var stored = new StoredDocuments(World.App);
        (await VerifyAsync()).GetProperty("last_signed").ValueKind.Should().Be(JsonValueKind.Null);

        await SignAsync(stored);

        var report = await Eventually.GetAsync(VerifyAsync, found => found.GetProperty("signed_heads").GetInt32() == 1, "a signed head");
        report.GetProperty("last_signed").GetProperty("hash").GetString().Should().Be(report.GetProperty("head").GetProperty("hash").GetString());
        await Eventually.IsTrueAsync(
            async () => !(await stored.DocumentsAsync("history")).Single(found => found.GetProperty("pk").GetString() == Owner.UserId && found.GetProperty("id").GetString() == "head").TryGetProperty("nextCheckAt", out _),
            "a head that is signed");
    }

    private async Task<JsonElement> VerifyAsync() => (await Owner.GetAsync("/me/history/verify")).Json;

    private static (string? Code, int Sequence) FaultOf(JsonElement report) => (report.GetProperty("fault").GetProperty("code").GetString(), report.GetProperty("fault").GetProperty("sequence").GetInt32());
}
