using System.Buffers.Text;
using System.Text.Json;
using Kpm.Core.Assets;
using Kpm.Core.Assets.Reactions;
using Kpm.Core.Assets.Reactions.ExportSources;
using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;
using Kpm.Core.Shared.History;
using Kpm.Core.Shared.Sealing;
using Kpm.Tests.Fakes;
using Kpm.Tests.Running;

namespace Kpm.Tests.Core.Assets.Reactions;

/// <summary>What a person sees of their history, in the list and in an export.</summary>
public sealed class HistoryViewTests
{
    private static readonly UserId Ana = AssetWorld.Ana;
    private static readonly UserId Ben = AssetWorld.Ben;
    private readonly FakeSealer _sealer = new();
    private readonly FakeExportWriter _writer = new();
    private readonly InMemorySignedHeads _heads = new();
    private readonly FakeSigner _signer = new();
    private readonly InMemoryHistory _store;

    public HistoryViewTests() => _store = new InMemoryHistory(_sealer);

    [Fact]
    public async Task Given_AHistory_When_Listed_Then_TheNewestComesFirstAndOthersSeeTheirOwn()
    {
        await AppendAsync(HistoryKind.LegacyScheduled);
        await AppendAsync(HistoryKind.LegacyReady);
        await AppendAsync(HistoryKind.LegacyClaimable);

        var page = await ListAsync(Ana);

        page.Total.Should().Be(3);
        page.Items.Select(opened => (opened.Entry.Sequence, opened.Content.Kind)).Should().Equal((3, HistoryKind.LegacyClaimable), (2, HistoryKind.LegacyReady));
        (await ListAsync(Ben)).Total.Should().Be(0);
    }

    [Fact]
    public async Task Given_AHistory_When_Exported_Then_EveryMemberIsThereAndAnybodyCanVerifyItsHashes()
    {
        await AppendAsync(HistoryKind.LegacyScheduled);
        await AppendAsync(HistoryKind.LegacyExecuted);
        await AppendAsync(HistoryKind.ReceiverLeft, by: null);

        var steps = await ExportAsync();

        steps.Select(step => step.GetProperty("kind").GetString()).Should().Equal("legacy_scheduled", "legacy_executed", "receiver_left");
        var step = steps[1];
        (step.GetProperty("by").GetString(), step.GetProperty("legacy").GetString(), step.GetProperty("reason").GetString()).Should().Be(($"/users/{Ben}", $"/legacy/{AssetWorld.ReleaseNo(1)}", "why"));
        step.GetProperty("assets").EnumerateArray().Select(asset => asset.GetString()).Should().Equal($"/assets/{AssetWorld.AssetNo(2)}", $"/assets/{AssetWorld.AssetNo(1)}");
        step.GetProperty("evidence").GetRawText().Should().Be($$"""[{"leaf":3,"grade":"attested","since_ts":7,"by":"/users/{{Ben}}"},{"leaf":1,"grade":"self_reported","since_ts":8,"by":null}]""");
        steps[2].GetProperty("by").ValueKind.Should().Be(JsonValueKind.Null);
        var entry = _store.Of(Ana)[1];
        step.GetProperty("opening").GetRawText().Should().Be($$"""{"id":"{{entry.Id}}","schema":1,"payload":"{{Base64Url.EncodeToString(entry.Sealed.Payload.AsSpan())}}","record_key":"{{new string('0', 64)}}"}""");
        step.GetProperty("receipt").ValueKind.Should().Be(JsonValueKind.Null);
        ExportedChain.Verify(Ana, steps).Should().BeTrue();
        _writer.Missing.Should().BeEmpty();
    }

    [Fact]
    public async Task Given_AnEntryThatDoesNotOpen_When_Exported_Then_ItIsNamedAndTheChainIsStillWhole()
    {
        await AppendAsync(HistoryKind.LegacyScheduled);
        var moved = await _sealer.SealAsync(new RecordName("history", "another"), new HistoryContent { Kind = HistoryKind.LegacyReady }, [Ana], default);
        var head = (await _store.FindHeadAsync(Ana, default))!;
        await _store.TryAppendAsync(Ana, HistoryChain.Next(head, HistoryEntry.IdOf(Ana, "moved"), AssetWorld.Now, moved), head, default);

        var steps = await ExportAsync();

        _writer.Missing.Should().Equal(("history.json#2", "content_damaged"));
        (steps[1].GetProperty("kind").ValueKind, steps[1].GetProperty("opening").ValueKind).Should().Be((JsonValueKind.Null, JsonValueKind.Null));
        ExportedChain.Verify(Ana, steps).Should().BeTrue();
    }

    [Fact]
    public async Task Given_AHistoryThatWentOnSinceItWasSigned_When_Exported_Then_ItsEndIsSignedOnceAndEveryHeadIsThere()
    {
        await AppendAsync(HistoryKind.LegacyScheduled);
        await ExportAsync();
        await AppendAsync(HistoryKind.LegacyReady);
        await ExportAsync();
        await ExportAsync();

        var document = _writer.Documents["history.json"];
        (document.GetProperty("format").GetString(), document.GetProperty("person").GetString()).Should().Be(("kpm.history.v1", Ana.ToString()));
        document.GetProperty("heads").EnumerateArray().Select(head => head.GetString()).Should().Equal(_heads.Of(Ana).Select(head => head.Signed));
        _heads.Of(Ana).Select(head => head.Hash).Should().Equal(_store.Of(Ana).Select(entry => entry.Hash));
        document.GetProperty("keys").GetProperty("keys").ValueKind.Should().Be(JsonValueKind.Array);
    }

    [Fact]
    public async Task Given_AnEntryWithoutTheReceiptThatItTellsOf_When_Exported_Then_ItIsNamedAndSaysNothing()
    {
        var content = new HistoryContent { Kind = HistoryKind.ReceiptIssued, By = AssetRelease.Keepem, Legacy = AssetWorld.ReleaseNo(1), ReceiptSecret = [1] };
        await new HistoryBook(_store, _sealer, new FakeClock(AssetWorld.Now)).AppendAsync(Ana, new HistoryStep("receipt", AssetWorld.Now, content) { Receipt = new string('a', 64) }, default);

        var steps = await ExportAsync();

        _writer.Missing.Should().Equal(("history.json#1", "content_damaged"));
        foreach (var member in new[] { "kind", "legacy", "opening", "receipt" }) steps[0].GetProperty(member).ValueKind.Should().Be(JsonValueKind.Null);
        ExportedChain.Verify(Ana, steps).Should().BeTrue();
    }

    private Task AppendAsync(HistoryKind kind) => AppendAsync(kind, Ben.ToString());

    private Task AppendAsync(HistoryKind kind, string? by) => new HistoryBook(_store, _sealer, new FakeClock(AssetWorld.Now)).AppendAsync(
        Ana,
        new HistoryStep($"{kind}", AssetWorld.Now, new HistoryContent
        {
            Kind = kind,
            By = by,
            Legacy = AssetWorld.ReleaseNo(1),
            Assets = [AssetWorld.AssetNo(2), AssetWorld.AssetNo(1)],
            Evidence = [new HistoryEvidence(3, EvidenceGrade.Attested, new Timestamp(7), Ben), new HistoryEvidence(1, EvidenceGrade.SelfReported, new Timestamp(8))],
            Reason = "why",
        }),
        default);

    private Task<Page<OpenedHistoryEntry>> ListAsync(UserId person) =>
        new ListMyHistoryHandler(_store, _sealer).HandleAsync(new ListMyHistory(person, new PageRequest(1, 2, Descending: true)), default);

    private async Task<IReadOnlyList<JsonElement>> ExportAsync()
    {
        var sign = new SignHistoryHandler(_store, _heads, _signer, new FakeClock(AssetWorld.Now));
        _writer.Documents.Clear();
        await new ExportHistory(_store, _heads, _signer, new InMemoryReceipts(), sign, _sealer).WriteAsync(Ana, _writer, default);
        return [.. _writer.Documents["history.json"].GetProperty("entries").EnumerateArray()];
    }
}
