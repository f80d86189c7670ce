using System.Collections.Immutable;
using Kpm.Core.Assets.Reactions;
using Kpm.Core.Shared;
using Kpm.Core.Shared.History;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Core.Assets.Reactions;

/// <summary>What people are told of how often their key was opened.</summary>
public sealed class TellKeyUsesTests
{
    private static readonly UserId Ana = AssetWorld.Ana;
    private static readonly KeyUse Own = new(TellKeyUsesHandler.OwnPurpose, 1);
    private static readonly KeyUse Read = new("get_asset", 2);
    private readonly FakeSealer _sealer = new();
    private readonly InMemoryHistory _store;
    private readonly InMemoryKeyUses _uses = new();
    private readonly TellKeyUsesHandler _tell;

    public TellKeyUsesTests()
    {
        _store = new InMemoryHistory(_sealer);
        _tell = new TellKeyUsesHandler(_uses, new HistoryBook(_store, _sealer, new FakeClock(AssetWorld.Now)));
    }

    [Fact]
    public async Task Given_ADay_When_ItIsToldTwice_Then_ItIsThereOnceAndKeptNoLonger()
    {
        _uses.Days.Add(Day(1, Own, Read));
        await TellAsync(1);
        _uses.Days.Add(Day(1, Own, Read));
        await TellAsync(1);

        (await ToldAsync()).Should().Equal("day 1: tell_key_uses 1, get_asset 2");
        _uses.Days.Should().BeEmpty();
    }

    [Fact]
    public async Task Given_ADayOnWhichTheKeyWasOpenedToTellOnly_When_ItIsOver_Then_ItWaitsForTheNextWithMoreToTell()
    {
        _uses.Days.Add(Day(1, Own));
        await TellAsync(1);
        (await ToldAsync()).Should().BeEmpty();
        _uses.Days.Should().ContainSingle().Which.IsDue.Should().BeFalse();

        _uses.Days.Add(Day(2, Read));
        await TellAsync(2);

        (await ToldAsync()).Should().Equal("day 1: tell_key_uses 1", "day 2: get_asset 2");
        _uses.Days.Should().BeEmpty();
    }

    [Fact]
    public async Task Given_ADayThatIsNotOver_When_AnotherIsTold_Then_ItStays()
    {
        _uses.Days.AddRange([Day(1, Read), Day(2, Read)]);

        await TellAsync(1);

        _uses.Days.Should().ContainSingle().Which.Day.Should().Be("day 2");
    }

    private Task TellAsync(int day) => _tell.HandleAsync(new TellKeyUses(Ana, new Timestamp(day)), default);

    private static KeyUseDay Day(int number, params ImmutableArray<KeyUse> uses) => new($"day {number}", new Timestamp(number), uses, IsDue: true);

    private async Task<IReadOnlyList<string>> ToldAsync()
    {
        var told = new List<string>();
        foreach (var entry in _store.Of(Ana))
        {
            var content = await _sealer.OpenAsync<HistoryContent>(HistoryEntry.RecordOf(Ana, entry.Id), entry.Sealed, Ana, default);
            content.Kind.Should().Be(HistoryKind.KeyUsed);
            told.Add($"{content.Day}: {string.Join(", ", content.KeyUses.Select(use => $"{use.Purpose} {use.Count}"))}");
        }

        return told;
    }

    private sealed class InMemoryKeyUses : IKeyUses
    {
        public List<KeyUseDay> Days { get; } = [];

        public Task<IReadOnlyList<KeyUseDay>> ReadAsync(UserId person, Timestamp endedBy, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<KeyUseDay>>([.. Days.Where(day => day.EndTs <= endedBy)]);

        public Task LetWaitAsync(UserId person, string day, CancellationToken cancellationToken)
        {
            var at = Days.FindIndex(known => known.Day == day);
            Days[at] = Days[at] with { IsDue = false };
            return Task.CompletedTask;
        }

        public Task ForgetAsync(UserId person, string day, CancellationToken cancellationToken)
        {
            Days.RemoveAll(known => known.Day == day);
            return Task.CompletedTask;
        }
    }
}
