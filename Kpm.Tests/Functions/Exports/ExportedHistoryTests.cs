using System.Net;
using System.Text.Json.Nodes;
using Kpm.Tests.Functions.Assets.Receipts;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Exports;

/// <summary>The history of an export, verified by a program that shares no code with Kpm.</summary>
[Collection(ApiTests.Name)]
public sealed class ExportedHistoryTests(LazyApiWorld lazy) : ReceiptStory(lazy)
{
    [Fact]
    public async Task Given_AHistory_When_Exported_Then_EveryWordOfItIsProvedWithoutKpm()
    {
        await ReceiptAsync(Owner, await DeliverAsync());
        var keys = await KeysAsync();

        foreach (var (person, count) in new[] { (Owner, 7), (Receiver, 5) })
        {
            var history = await ExportAsync(person, count);
            var (code, said) = await Checker.CheckAsync(history.ToJsonString(), "--keys", keys);
            said.Should().StartWith($"verified: the history of {person.UserId} is as it was written up to entry {count}, signed at ").And.NotContain("without their words");
            code.Should().Be(0);
            Entries(history).Should().OnlyContain(entry => entry!["opening"] != null || entry["receipt"] != null);
        }
    }

    [Fact]
    public async Task Given_AHistoryThatTellsOfAReceipt_When_Exported_Then_NothingInItOpensTheCommitments()
    {
        var legacy = await DeliverAsync();
        var bundle = await ReceiptAsync(Owner, legacy);

        var history = await ExportAsync(Owner, 7);

        var told = Entries(history).Single(entry => (string?)entry!["kind"] == "receipt_issued")!;
        ((string?)told["receipt"], told["opening"]).Should().Be(((string?)bundle["receipt"], null));
        history.ToJsonString().Should().NotContain((string)bundle["salts"]![0]!["salt"]!);
    }

    [Fact]
    public async Task Given_AnExportedHistory_When_AnyByteIsChanged_Then_ItIsRefused()
    {
        await ReceiptAsync(Owner, await DeliverAsync());
        var history = await ExportAsync(Owner, 7);

        var found = await EveryByteAsync(history);

        found["accepted"]!.AsArray().Should().BeEmpty();
        found["refused"]!.GetValue<int>().Should().BeGreaterThan(5_000);
    }

    [Fact]
    public async Task Given_AnExportedHistory_When_EntriesAreMissingMovedOrOthers_Then_ItIsRefused()
    {
        await ReceiptAsync(Owner, await DeliverAsync());
        var keys = await KeysAsync();
        var (history, others) = (await ExportAsync(Owner, 7), await ExportAsync(Receiver, 5));

        for (var i = 0; i < 7; i++)
        {
            var at = i;
            await RefusedAsync(history, changed => Entries(changed).RemoveAt(at), keys, at == 6 ? "entry 7 is missing: the head of entry 7 was signed" : "missing or out of its place");
            await RefusedAsync(history, changed => Swap(Entries(changed), at, (at + 1) % 7), keys, "missing or out of its place");
            await RefusedAsync(history, changed => Entries(changed)[at]!["kind"] = "legacy_canceled", keys, $"entry {at + 1} says something else");
            await RefusedAsync(history, changed => Entries(changed)[at]!["note"] = "added", keys, $"entry {at + 1} says something else");
        }

        await RefusedAsync(history, changed => Entries(changed)[0]!["hash"] = new string('0', 64), keys, "entry 1 was altered");
        await RefusedAsync(history, changed => Entries(changed)[0]!["opening"] = Entries(changed)[1]!["opening"]!.DeepClone(), keys, "another payload");
        await RefusedAsync(history, changed => Entries(changed)[0]!["opening"]!["record_key"] = new string('0', 64), keys, "entry 1 does not open");
        await RefusedAsync(history, changed => Entries(changed)[0]!["opening"] = null, keys, "entry 1 says something else");
        await RefusedAsync(history, changed => changed["entries"] = new JsonArray(), keys, "is missing");
        await RefusedAsync(history, changed => changed["heads"]!.AsArray().Add(changed["heads"]![0]!.DeepClone()), keys, "not in their order");
        await RefusedAsync(history, changed => changed["heads"] = others["heads"]!.DeepClone(), keys, "the signed head is that of somebody else");
        await RefusedAsync(history, changed => changed["person"] = Receiver.UserId, keys, "entry 1 was altered");
        await RefusedAsync(history, changed => changed["note"] = "added", keys, "nothing proves");
        await RefusedAsync(history, _ => { }, Checker.Keep("""{"keys":[]}"""), "nobody vouches for the key");
        (await Checker.CheckAsync(history.ToJsonString().Replace("\"reason\":", "\"reason\":\"a lie\",\"reason\":", StringComparison.Ordinal), "--keys", keys)).Said.Should().StartWith("refused: the file says \"reason\" twice");
        (await Checker.CheckAsync(history.ToJsonString(), "--keys", keys, "--file", Checker.Keep([1]))).Code.Should().Be(1);
    }

    [Fact]
    public async Task Given_AnExportedHistory_When_NoTrustedKeyOrNoSignedEndIsThere_Then_TheAnswerSaysThatThisIsUnproved()
    {
        (await ScheduleAsync(FarAway)).ShouldBe(HttpStatusCode.Created);
        var history = await ExportAsync(Owner, 2);
        var kid = (string)history["keys"]!["keys"]!.AsArray().Last()!["kid"]!;
        var keys = await KeysAsync();

        var (code, said) = await Checker.CheckAsync(history.ToJsonString());
        (code, said.StartsWith("unproved: BY KEYS FROM THE FILE ITSELF", StringComparison.Ordinal)).Should().Be((2, true));
        (await Checker.CheckAsync(history.ToJsonString(), "--thumbprint", kid)).Code.Should().Be(0);
        history["heads"]!.AsArray().Clear();
        (await Checker.CheckAsync(history.ToJsonString(), "--keys", keys)).Should().Be((2, $"unproved: no entry of the history of {Owner.UserId} is signed\n"));
    }

    [Fact]
    public async Task Given_AnExportedHistory_When_ItGoesOnBehindTheSignedEnd_Then_ThatIsUnproved()
    {
        await ScheduleAsync(FarAway);
        var first = await ExportAsync(Owner, 2);
        (await Owner.DeleteAsync($"/legacy/{((string)Entries(first)[0]!["legacy"]!).Split('/')[^1]}")).ShouldBe(HttpStatusCode.NoContent);
        var later = await ExportAsync(Owner, 3);
        var keys = await KeysAsync();
        later["heads"]!.AsArray().Should().HaveCount(2);
        (await Checker.CheckAsync(later.ToJsonString(), "--keys", keys)).Code.Should().Be(0);

        later["heads"] = first["heads"]!.DeepClone();

        var (code, said) = await Checker.CheckAsync(later.ToJsonString(), "--keys", keys);
        code.Should().Be(2);
        said.Should().StartWith($"unproved: the history of {Owner.UserId} is as it was written up to entry 2, signed at").And.Contain("NOT SIGNED AT THE END, where entries prove nothing: 1");
    }

    [Fact]
    public async Task Given_AnExportedHistory_When_APersonTakesWordsOutOfIt_Then_TheRestIsProvedAndTheAnswerCountsThem()
    {
        await ScheduleAsync(FarAway);
        var history = await ExportAsync(Owner, 2);
        var entry = Entries(history)[0]!.AsObject();
        foreach (var member in new[] { "kind", "by", "legacy", "reason", "day", "opening" }) entry[member] = null;
        foreach (var member in new[] { "assets", "evidence", "key_uses" }) entry[member] = new JsonArray();

        var (code, said) = await Checker.CheckAsync(history.ToJsonString(), "--keys", await KeysAsync());

        code.Should().Be(0);
        said.Should().StartWith("verified: ").And.Contain("; without their words: 1");
    }

    /// <summary>The history of an export, once it has this many entries.</summary>
    private static async Task<JsonNode> ExportAsync(ApiClient person, int count)
    {
        await Eventually.IsTrueAsync(async () => await person.CountAsync("/me/history") == count, "the whole history");
        return JsonNode.Parse((await person.ExportAsync()).Json("history.json").GetRawText())!;
    }
}
