using CsCheck;
using Kpm.Core.Shared;
using Kpm.Core.Shared.History;
using Kpm.Core.Shared.Sealing;
using Kpm.Functions.Adapters.Cosmos;
using Kpm.Functions.Adapters.Sealing;
using Kpm.Tests.Core.Assets;
using Kpm.Tests.Core.Assets.Reactions;
using Kpm.Tests.Fakes;
using Kpm.Tests.Running;

namespace Kpm.Tests.Core.Shared.History;

/// <summary>Histories that are really sealed.</summary>
public sealed class HistoryBookTests
{
    private static readonly UserId Ana = AssetWorld.Ana;
    private static readonly UserId Ben = AssetWorld.Ben;
    private readonly InMemoryUserKeys _keys = new();
    private readonly ContentSealer _sealer;
    private readonly InMemoryHistory _store;
    private readonly FakeClock _clock = new(AssetWorld.Now);
    private readonly HistoryBook _book;

    public HistoryBookTests()
    {
        _sealer = new ContentSealer(_keys, KpmJson.Options);
        _store = new InMemoryHistory(_sealer);
        _book = new HistoryBook(_store, _sealer, _clock);
    }

    [Fact]
    public async Task Given_AStep_When_Appended_Then_ItIsSealedForThePersonAndTheOnlyOne()
    {
        await AppendAsync(Ana, 1);

        var entry = _store.Of(Ana).Should().ContainSingle().Subject;
        (entry.Sequence, entry.Occurred).Should().Be((1, new Timestamp(1)));
        entry.Sealed.Wraps.Should().ContainSingle().Which.Owner.Should().Be(Ana);
        (await OpenAsync(Ana, entry)).Should().BeEquivalentTo(Step(1).Content, options => options.WithStrictOrdering());
        (_store.Reads, _store.Writes).Should().Be((1, 1));
        _store.Of(Ben).Should().BeEmpty();
    }

    [Fact]
    public async Task Given_AStepThatIsThere_When_AppendedAgain_Then_NothingChanges()
    {
        await AppendAsync(Ana, 1);
        await AppendAsync(Ana, 2);
        var (entries, head) = (_store.Of(Ana), await _store.FindHeadAsync(Ana, default));

        await AppendAsync(Ana, 1);

        _store.Of(Ana).Should().Equal(entries);
        (await _store.FindHeadAsync(Ana, default)).Should().Be(head);
    }

    [Fact]
    public async Task Given_OneCause_When_AppendedForTwo_Then_NeitherIdNorPayloadTellsThatItIsTheSame()
    {
        await AppendAsync(Ana, 1);
        await AppendAsync(Ben, 1);

        var (one, other) = (_store.Of(Ana).Single(), _store.Of(Ben).Single());
        one.Id.Should().NotBe(other.Id);
        one.Hash.Should().NotBe(other.Hash);
        await FluentActions.Awaiting(() => _sealer.OpenAsync<HistoryContent>(HistoryEntry.RecordOf(Ben, other.Id), one.Sealed, Ana, default)).Should().ThrowAsync<SealBrokenException>();
    }

    [Fact]
    public async Task Given_SomebodyWhoseKeyWasErased_When_AStepIsAppended_Then_NothingHappens()
    {
        await AppendAsync(Ana, 1);
        await _keys.EraseAsync(Ana, default);

        await AppendAsync(Ana, 2);

        _store.Of(Ana).Should().ContainSingle();
        await VerifiesAsync(Ana, 1);
    }

    [Fact]
    public async Task Given_AnErasedKey_When_TheChainIsVerified_Then_ItIsIntactAndSaysNothing()
    {
        for (var number = 1; number <= 3; number++) await AppendAsync(Ana, number);

        await _keys.EraseAsync(Ana, default);

        await VerifiesAsync(Ana, 3);
        foreach (var entry in _store.Of(Ana)) await FluentActions.Awaiting(() => OpenAsync(Ana, entry)).Should().ThrowAsync<UserKeyMissingException>();
    }

    [Fact]
    public async Task Given_ANewVersionOfTheKey_When_TheWrapsAreRenewed_Then_EveryHashStaysAndTheOldVersionIsNotNeeded()
    {
        for (var number = 1; number <= 3; number++) await AppendAsync(Ana, number);
        var hashes = _store.Of(Ana).Select(entry => entry.Hash).ToList();
        await _keys.AddAsync(Ana, 2, default);

        (await _store.RenewWrapsAsync(new RotatedKey(Ana, 2, default), default)).Should().Be(3);

        await _keys.DropOlderAsync(Ana, 2, default);
        await AppendAsync(Ana, 4);
        await VerifiesAsync(Ana, 4);
        _store.Of(Ana).Take(3).Select(entry => entry.Hash).Should().Equal(hashes);
        foreach (var entry in _store.Of(Ana)) (await OpenAsync(Ana, entry)).Reason.Should().Be($"reason_{entry.Sequence}");
    }

    [Fact]
    public async Task Given_AHeadThatChangesEveryTime_When_AStepIsAppended_Then_TheWorkIsToBeRepeated()
    {
        var others = 100;
        _store.BeforeAccess = async () =>
        {
            _store.BeforeAccess = () => Task.CompletedTask;
            await AppendAsync(Ana, others++);
            _store.BeforeAccess = Interfere;
        };

        await FluentActions.Awaiting(() => AppendAsync(Ana, 1)).Should().ThrowAsync<ConcurrencyConflictException>();

        _store.BeforeAccess = () => Task.CompletedTask;
        await AppendAsync(Ana, 1);
        await VerifiesAsync(Ana, others - 100 + 1);

        async Task Interfere()
        {
            _store.BeforeAccess = () => Task.CompletedTask;
            await AppendAsync(Ana, others++);
            _store.BeforeAccess = Interfere;
        }
    }

    [Fact]
    public void Given_AnyOrderNumberAndOverlapOfAppends_When_AllAreDone_Then_EachIsThereOnceInAnIntactChain() =>
        Gen.Select(Gen.Int[1, 12], Gen.ULong).Sample((steps, seed) => new HistoryBookTests().Interleave(steps, seed), iter: 300);

    private void Interleave(int steps, ulong seed)
    {
        var interleaver = new Interleaver(seed);
        _store.BeforeAccess = interleaver.PauseAsync;
        foreach (var person in new[] { Ana, Ben })
            for (var number = 1; number <= steps; number++)
            {
                var step = number;
                interleaver.Add(() => AppendAsync(person, step));
            }

        interleaver.Run(() => { });

        _store.BeforeAccess = () => Task.CompletedTask;
        foreach (var person in new[] { Ana, Ben })
        {
            _store.Of(person).Select(entry => entry.Occurred.UnixMilliseconds).Should().BeEquivalentTo(Enumerable.Range(1, steps));
            WalkedChain.Of(person, _store.Of(person), _store.FindHeadAsync(person, default).Result).Should().Be(new WalkedChain(steps, IsIntact: true)); // the fake answers at once
        }
    }

    private static HistoryStep Step(int number) => new($"cause {number}", new Timestamp(number), new HistoryContent
    {
        Kind = HistoryKind.LegacyExecuted,
        By = Ben.ToString(),
        Legacy = AssetWorld.ReleaseNo(number),
        Assets = [AssetWorld.AssetNo(2), AssetWorld.AssetNo(1)],
        Evidence = [new HistoryEvidence(2, EvidenceGrade.Attested, new Timestamp(5), Ben), new HistoryEvidence(1, EvidenceGrade.SelfReported, new Timestamp(4))],
        Reason = $"reason_{number}",
    });

    private Task AppendAsync(UserId person, int number) => _book.AppendAsync(person, Step(number), default);

    private Task<HistoryContent> OpenAsync(UserId person, HistoryEntry entry) => _sealer.OpenAsync<HistoryContent>(HistoryEntry.RecordOf(person, entry.Id), entry.Sealed, person, default);

    private async Task VerifiesAsync(UserId person, int count) =>
        WalkedChain.Of(person, _store.Of(person), await _store.FindHeadAsync(person, default)).Should().Be(new WalkedChain(count, IsIntact: true));
}
