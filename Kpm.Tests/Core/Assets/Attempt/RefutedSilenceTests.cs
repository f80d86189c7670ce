using Kpm.Core.Assets;
using Kpm.Core.Shared;
using static Kpm.Tests.Core.Assets.Attempt.SilenceWorld;

namespace Kpm.Tests.Core.Assets.Attempt;

/// <summary>A sign of life refutes a silence, also one that the legacy can do without by then: what it says when it is executed stays said.</summary>
public sealed class RefutedSilenceTests
{
    private const int Period = 30;
    private const int DaysToTheDate = 60;
    private readonly SilenceWorld _world = new();

    private static Timestamp Date => Start + TimeSpan.FromDays(DaysToTheDate);

    [Theory]
    [InlineData(DeliveryMode.Claim, false, AttemptOutcome.Vetoed)]
    [InlineData(DeliveryMode.Claim, true, AttemptOutcome.PausedOut)]
    [InlineData(DeliveryMode.Automatic, false, AttemptOutcome.Vetoed)]
    public async Task Given_ASignWhoseMessageIsLate_When_TheLegacyIsExecutedByItsDate_Then_NothingSaysThatTheOwnerWasSilent(DeliveryMode delivery, bool isTravelling, AttemptOutcome outcome)
    {
        var (legacy, attempt) = await MetAsync(delivery);
        if (isTravelling) await _world.TravelAsync(TimeSpan.FromDays(90));
        else await _world.SignAsync(SignKind.LogIn);
        _world.Collect();
        List<Func<Task>> late = [.. _world.Messages];
        _world.Messages.Clear();

        await ExecuteAtDateAsync(legacy, delivery);

        var executed = _world.Releases[legacy].State;
        executed.Execution!.Met.Select(met => met.Leaf).Should().Equal([1], "the date alone is met");
        _world.Releases.Events.OfType<AssetReleased>().Single().Met.Should().BeEquivalentTo(executed.Execution.Met);
        (executed.Silence, _world.Attempts[attempt].State.Outcome).Should().Be((null, outcome));
        foreach (var message in late) await message();
        await _world.SettleAsync();
        _world.Attempts[attempt].State.Outcome.Should().Be(outcome);
        _world.Signs[Owner].State.SoughtBy.Should().BeEmpty();
    }

    [Fact]
    public async Task Given_NoSign_When_TheLegacyIsExecutedByItsDate_Then_ItSaysThatTheOwnerWasSilentAndThatIsSettled()
    {
        var (legacy, attempt) = await MetAsync(DeliveryMode.Claim);
        await ExecuteAtDateAsync(legacy, DeliveryMode.Claim);

        _world.Releases[legacy].State.Execution!.Met.Select(met => met.Leaf).Should().Equal(0, 1);
        _world.Attempts[attempt].State.Outcome.Should().Be(AttemptOutcome.Released);
        _world.Signs[Owner].State.SettledTs.Should().Be(_world.Clock.Now);
    }

    [Fact]
    public async Task Given_ASignAndADateToCome_When_TheLegacyIsClaimed_Then_TheAttemptEndsBeforeTheMessageComes()
    {
        var (legacy, attempt) = await MetAsync(DeliveryMode.Claim);
        await _world.SignAsync(SignKind.LogIn);

        (await _world.ClaimAsync(legacy)).Error.Should().BeOfType<NotReady>();

        (_world.Releases[legacy].State.Attempt, _world.Releases[legacy].State.Announced).Should().Be((null, false));
        await _world.SettleAsync();
        _world.Attempts[attempt].State.Outcome.Should().Be(AttemptOutcome.Vetoed);
        _world.Releases.Events.OfType<AssetReleaseHalted>().Should().ContainSingle().Which.WasAnnounced.Should().BeTrue();
        _world.Clock.Now = Date + TimeSpan.FromDays(1);
        (await _world.ClaimAsync(legacy)).IsFailure.Should().BeFalse();
    }

    /// <summary>A legacy for a silence or a date, whose attempt has met no answer before the date. What the system delivers knows that, and no timer has looked at it since.</summary>
    private async Task<(ReleaseId Legacy, AttemptId Attempt)> MetAsync(DeliveryMode delivery)
    {
        var legacy = await _world.PlanAsync(1, new ReleaseCondition.Any([Inactivity(), new ReleaseCondition.Date(Date)]), delivery);
        await _world.PassAsync(delivery == DeliveryMode.Claim ? DaysToTheDate - 5 : Period + 1);
        var release = _world.Releases[legacy];
        var attempt = release.State.Attempt!.Value;
        if (delivery == DeliveryMode.Automatic)
        {
            release.RecordSilence(attempt, AttemptCause.Inactivity, new SilenceEvidence(Start, 0, _world.Clock.Now), _world.Clock.Now);
            _world.Releases.Put(release);
        }

        release.State.Silence.Should().NotBeNull();
        return (legacy, attempt);
    }

    private async Task ExecuteAtDateAsync(ReleaseId legacy, DeliveryMode delivery)
    {
        _world.Clock.Now = Date + TimeSpan.FromDays(1);
        if (delivery == DeliveryMode.Claim) (await _world.ClaimAsync(legacy)).IsFailure.Should().BeFalse();
        await _world.SettleAsync();
        _world.Releases[legacy].IsExecuted.Should().BeTrue();
    }
}
