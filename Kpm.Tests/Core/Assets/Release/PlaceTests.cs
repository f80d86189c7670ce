using Kpm.Core.Assets;
using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;

namespace Kpm.Tests.Core.Assets;

/// <summary>Releases that can be claimed at one place only.</summary>
public sealed class PlaceTests
{
    private readonly AssetWorld _world = new();

    [Theory]
    [InlineData("the lake", null)]
    [InlineData("the sea", "not_ready")]
    public async Task Given_a_release_with_a_place_When_triggered_Then_the_named_place_decides(string guess, string? code)
    {
        await AddAsync();
        var triggered = await _world.Trigger.HandleAsync(new TriggerRelease(AssetWorld.ReleaseNo(1), AssetWorld.Ben, guess, AssetWorld.Now), default);
        triggered.Error?.Code.Should().Be(code);
        triggered.IsFailure.Should().Be(code is not null);
    }

    [Fact]
    public async Task Given_a_release_with_a_place_When_read_Then_only_the_owner_sees_it()
    {
        await AddAsync();
        var get = new GetReleaseHandler(_world.Releases, _world.Rehearsals, _world.Sealer);
        (await get.HandleAsync(new GetRelease(AssetWorld.ReleaseNo(1), AssetWorld.Ana, AssetWorld.Now), default)).Value.Content.Places.Should().Equal("The Lake");
        var seen = (await get.HandleAsync(new GetRelease(AssetWorld.ReleaseNo(1), AssetWorld.Ben, AssetWorld.Now), default)).Value;
        seen.Content.Should().Be(new ReleaseContent("Find it", null));
        seen.HasPlace.Should().BeTrue();
        (await get.HandleAsync(new GetRelease(AssetWorld.ReleaseNo(1), AssetWorld.Cleo, AssetWorld.Now), default)).Error.Should().BeOfType<Forbidden>();
        (await get.HandleAsync(new GetRelease(AssetWorld.ReleaseNo(2), AssetWorld.Ana, AssetWorld.Now), default)).Error.Should().BeOfType<Forbidden>();
    }

    [Fact]
    public async Task Given_a_release_with_a_place_When_projected_Then_no_row_of_a_receiver_names_it()
    {
        await AddAsync();
        await _world.ProjectRelease.HandleAsync(AssetWorld.ReleaseNo(1), [], [], default);
        _world.ReleaseRows.Rows.Should().HaveCount(2);
        _world.ReleaseRows.Rows.Should().OnlyContain(entry => entry.Value.Content.Places.IsEmpty == (entry.Key.Role == ReleaseRole.Receiver));
    }

    [Fact]
    public async Task Given_what_the_system_delivers_When_a_place_is_found_that_brings_its_day_nearer_Then_it_is_looked_at_for_that_day()
    {
        _world.AddActiveAsset(1, AssetWorld.Ana);
        ConditionDraft On(int days) => new() { Type = "date", At = (AssetWorld.Now + TimeSpan.FromDays(days)).UnixMilliseconds };
        var conditions = new ConditionDraft { Type = "any", Of = [On(400), new ConditionDraft { Type = "all", Of = [On(20), new ConditionDraft { Type = "place", Location = "The Lake" }] }] };
        var draft = new ReleaseDraft { Name = "For you", Assets = [AssetWorld.AssetNo(1)], Receivers = [AssetWorld.Ben], Delivery = "automatic", Conditions = conditions };
        (await _world.ScheduleAsync(1, AssetWorld.Plan(ReleaseType.Custom, draft))).IsFailure.Should().BeFalse();
        await _world.SettleAsync();
        (await _world.Trigger.HandleAsync(new TriggerRelease(AssetWorld.ReleaseNo(1), AssetWorld.Ben, "the lake", AssetWorld.Now), default)).Error.Should().BeOfType<NotReady>();
        await _world.CheckAsync(1);
        _world.Clock.Now += TimeSpan.FromDays(21);
        await _world.CheckAsync(1);
        _world.Releases[AssetWorld.ReleaseNo(1)].IsExecuted.Should().BeTrue();
    }

    private async Task AddAsync()
    {
        var id = AssetWorld.ReleaseNo(1);
        var state = new ReleaseState
        {
            CreatedTs = AssetWorld.Now,
            Lifecycle = Lifecycle.Active,
            Owner = AssetWorld.Ana,
            Receivers = [AssetWorld.Ben],
            Assets = [AssetWorld.AssetNo(1)],
            ReleaseType = ReleaseType.HideAndSeek,
            Bequest = BequestType.Gift,
            Conditions = new ReleaseCondition.AtPlace(0),
            HoldsConfirmed = true,
            Sealed = await _world.Sealer.SealAsync(AssetRelease.RecordOf(id), new ReleaseContent("Find it", null) { Places = ["The Lake"] }, [AssetWorld.Ana], default),
        };
        _world.Releases.Put(AssetRelease.Load(id, state, 1));
    }
}
