using Kpm.Core.Assets;
using static Kpm.Tests.Core.Assets.Attempt.SilenceWorld;

namespace Kpm.Tests.Core.Assets.Attempt;

/// <summary>An owner who said that they are away.</summary>
public sealed class TravelTests
{
    private const int Period = 30;
    private readonly SilenceWorld _world = new();

    [Fact]
    public async Task Given_ATravelPause_When_ItLastsLongerThanThePeriod_Then_SilenceCountsFromItsEnd()
    {
        var legacy = await _world.PlanAsync(1, Inactivity(Period));
        await _world.TravelAsync(TimeSpan.FromDays(90));
        await _world.PassAsync(90 + Period - 1);
        _world.Releases[legacy].State.Attempt.Should().BeNull();
        await _world.PassAsync(1);
        _world.Releases[legacy].State.Attempt.Should().NotBeNull();
    }

    [Fact]
    public async Task Given_AnAttempt_When_TheOwnerTravels_Then_ItIsPausedOut()
    {
        var legacy = await _world.PlanAsync(1, Inactivity(Period));
        await _world.PassAsync(Period + 1);
        var attempt = _world.AttemptOf(legacy).Id;
        await _world.TravelAsync(TimeSpan.FromDays(20));
        await _world.SettleAsync();
        _world.Attempts[attempt].State.Outcome.Should().Be(AttemptOutcome.PausedOut);
    }

    /// <summary>The system does not look before the journey was to end, unless it may be shorter.</summary>
    [Theory]
    [InlineData(null, false)]
    [InlineData(5, false)]
    [InlineData(null, true)]
    public async Task Given_ALongTravelPause_When_TheOwnerIsBackEarlier_Then_SilenceCountsFromThenOn(int? moreDays, bool areKeepersAsked)
    {
        ReleaseCondition silence = Inactivity(Period);
        var legacy = await _world.PlanAsync(1, areKeepersAsked ? new ReleaseCondition.Any([silence, new ReleaseCondition.Attestation(1, 5)]) : silence);
        await _world.TravelAsync(TimeSpan.FromDays(300));
        await _world.PassAsync(40);
        if (areKeepersAsked) await _world.AttestAsync(legacy, Keeper);
        await _world.PassAsync(1);

        await _world.TravelAsync(moreDays is { } days ? TimeSpan.FromDays(days) : null);

        await _world.PassAsync((moreDays ?? 0) + Period - 1);
        _world.Releases[legacy].State.Attempt.Should().BeNull();
        await _world.PassAsync(1);
        _world.Releases[legacy].State.Attempt.Should().NotBeNull();
    }
}
