using Kpm.Core.Assets;
using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using static Kpm.Tests.Core.Assets.Attempt.SilenceWorld;

namespace Kpm.Tests.Core.Assets.Attempt;

public sealed partial class AttestationTests
{
    private const int Wait = 5;
    private readonly SilenceWorld _world = new();

    [Fact]
    public async Task Given_TwoOfThreeKeepers_When_BothAttest_Then_TheOwnerHasTheWaitToAnswerAndThenItIsReleased()
    {
        var legacy = await PlanAsync();
        (await _world.AttestAsync(legacy, Keeper)).IsFailure.Should().BeFalse();
        await _world.PassAsync(100);
        _world.Releases[legacy].State.Attempt.Should().BeNull("nobody can act alone");

        (await _world.AttestAsync(legacy, Keeper)).IsFailure.Should().BeFalse("a repeat is no other word");
        (await _world.AttestAsync(legacy, ThirdKeeper)).IsFailure.Should().BeFalse();
        await _world.SettleAsync();
        for (var day = 0; day < Wait; day++)
        {
            _world.AttemptOf(legacy).Stage.Should().Be(AttemptStage.Waiting);
            _world.Releases[legacy].IsActive.Should().BeTrue();
            await _world.PassAsync(1);
        }

        _world.Releases[legacy].IsExecuted.Should().BeTrue();
        _world.AttemptOf(legacy).State.Should().BeEquivalentTo(new { Cause = AttemptCause.Attestation, Outcome = AttemptOutcome.Released });
        _world.Releases.Events.OfType<AssetReleased>().Single().Met.Select(met => (met.Grade, met.By))
            .Should().Equal((EvidenceGrade.Attested, Keeper), (EvidenceGrade.Attested, ThirdKeeper));
        _world.MailsTo(Owner).Should().Equal(MailKind.OwnerAttested, MailKind.OwnerAttested, MailKind.ReleaseImminent);
        _world.MailsTo(SecondKeeper).Should().Equal(MailKind.KeeperChosen, MailKind.KeeperAttested, MailKind.KeeperAttested, MailKind.KeeperWarned);
        _world.MailsTo(Keeper).Should().Equal(MailKind.KeeperChosen, MailKind.KeeperAttested, MailKind.KeeperWarned);
    }

    [Fact]
    public async Task Given_AWord_When_TheOwnerGivesASign_Then_ItIsRefutedAndCountsForNothingLater()
    {
        var legacy = await PlanAsync();
        await _world.AttestAsync(legacy, Keeper);
        await _world.SignAsync(SignKind.Read);
        await _world.PassAsync(1);
        _world.Releases[legacy].State.Attestations.Should().BeEmpty();
        _world.MailsTo(Keeper).Last().Should().Be(MailKind.KeeperReassured);
        _world.Signs[Owner].State.SoughtBy.Should().BeEmpty("nobody waits for a sign any more");
        await _world.AttestAsync(legacy, SecondKeeper);
        await _world.PassAsync(50);
        _world.Releases[legacy].State.Attempt.Should().BeNull();
        _world.Releases[legacy].State.Attestations.Select(word => word.By).Should().Equal(SecondKeeper);

        await _world.AttestAsync(legacy, Keeper);
        await _world.SettleAsync();
        _world.Releases[legacy].State.Attempt.Should().NotBeNull("a word given anew counts");
    }

    [Fact]
    public async Task Given_AnAttemptByAttestation_When_TheOwnerGivesASign_Then_ItIsVetoedAndAllMustAttestAnew()
    {
        var legacy = await PlanAsync();
        await AttestByTwoAsync(legacy);
        var attempt = _world.AttemptOf(legacy).Id;
        await _world.PassAsync(Wait - 1);
        await _world.SignAsync(SignKind.CheckIn);
        await _world.PassAsync(100);
        _world.Attempts[attempt].State.Outcome.Should().Be(AttemptOutcome.Vetoed);
        _world.Attempts.All.Should().ContainSingle();
        _world.Releases[legacy].IsActive.Should().BeTrue();
        _world.MailsTo(Keeper).Last().Should().Be(MailKind.KeeperReassured);
    }

    [Fact]
    public async Task Given_AnAttemptByAttestation_When_AKeeperWithdraws_Then_ItEndsWithoutAQuorumAndAllAreTold()
    {
        var legacy = await PlanAsync();
        await AttestByTwoAsync(legacy);
        var attempt = _world.AttemptOf(legacy).Id;
        (await _world.WithdrawAsync(legacy, SecondKeeper)).IsFailure.Should().BeFalse();
        (await _world.WithdrawAsync(legacy, SecondKeeper)).IsFailure.Should().BeFalse("a repeat changes nothing");
        await _world.PassAsync(100);
        _world.Attempts[attempt].State.Outcome.Should().Be(AttemptOutcome.Vetoed);
        _world.Releases[legacy].IsActive.Should().BeTrue();
        _world.MailsTo(Owner).Last().Should().Be(MailKind.OwnerAttestationWithdrawn, "no sign of life of theirs was seen");
        _world.MailsTo(ThirdKeeper).Last().Should().Be(MailKind.KeeperAttestationWithdrawn);

        await _world.AttestAsync(legacy, ThirdKeeper);
        await _world.PassAsync(Wait + 1);
        _world.Releases[legacy].IsExecuted.Should().BeTrue("the first word still stands");
    }

    [Fact]
    public async Task Given_AnAttempt_When_TheSystemEndsTheLegacy_Then_NobodyIsToldOfASignOfLife()
    {
        var legacy = await PlanAsync();
        await AttestByTwoAsync(legacy);
        var attempt = _world.AttemptOf(legacy).Id;
        var ended = (await _world.Releases.FindAsync(legacy, default))!;
        ended.CancelBySystem(CancelReason.KeepMissing, _world.Clock.Now);
        await _world.Releases.SaveAsync(ended, default);
        await _world.SettleAsync();
        (_world.Attempts[attempt].State.Outcome, _world.Attempts[attempt].State.IsWithdrawn).Should().Be((AttemptOutcome.Vetoed, true));
        _world.MailsTo(Keeper).Should().NotContain(MailKind.KeeperReassured);
        _world.MailsTo(Owner).Should().NotContain(MailKind.AttemptStopped);
    }

    [Fact]
    public async Task Given_ThreeWords_When_OneIsWithdrawn_Then_TheQuorumStillStands()
    {
        var legacy = await PlanAsync();
        await AttestByTwoAsync(legacy);
        await _world.AttestAsync(legacy, ThirdKeeper);
        await _world.WithdrawAsync(legacy, Keeper);
        await _world.PassAsync(Wait + 1);
        _world.Releases[legacy].IsExecuted.Should().BeTrue();
    }

    [Fact]
    public async Task Given_WhatCanBeClaimed_When_AKeeperWithdraws_Then_ItCannotBeAnyMore()
    {
        var legacy = await PlanAsync(delivery: DeliveryMode.Claim);
        await AttestByTwoAsync(legacy);
        await _world.PassAsync(Wait + 1);
        _world.Releases[legacy].State.Announced.Should().BeTrue();
        await _world.WithdrawAsync(legacy, Keeper);
        (await _world.ClaimAsync(legacy)).Error.Should().BeOfType<NotReady>();
    }

    [Fact]
    public async Task Given_AKeeperWhoIsNoKeepAnyMore_When_TheirWordWouldMakeTheQuorum_Then_ItDoesNotCount()
    {
        var legacy = await PlanAsync();
        await _world.AttestAsync(legacy, Keeper);
        _world.Keeps.Strangers.Add(Keeper);
        await _world.AttestAsync(legacy, SecondKeeper);
        await _world.PassAsync(50);
        _world.Releases[legacy].State.Attempt.Should().BeNull();
        (await _world.AttestAsync(legacy, Keeper)).Error.Should().BeOfType<Forbidden>();
    }

    [Fact]
    public async Task Given_SomebodyElse_When_TheyAttestOrWithdraw_Then_ItIsForbidden()
    {
        var legacy = await PlanAsync();
        foreach (var person in new[] { Owner, Receiver, AssetWorld.User(9) })
        {
            (await _world.AttestAsync(legacy, person)).Error.Should().BeOfType<Forbidden>();
            (await _world.WithdrawAsync(legacy, person)).Error.Should().BeOfType<Forbidden>();
        }

        (await _world.AttestAsync(AssetWorld.ReleaseNo(77), Keeper)).Error.Should().BeOfType<Forbidden>();
        var silent = await _world.PlanAsync(2, Inactivity());
        (await _world.AttestAsync(silent, Keeper)).Error.Should().BeOfType<NothingToAttest>();
    }

    [Fact]
    public async Task Given_APlan_When_ItsOwnerRevisesIt_Then_NoWordStandsAndNewKeepersAreTold()
    {
        var legacy = await PlanAsync();
        await _world.AttestAsync(legacy, Keeper);
        var release = _world.Releases[legacy];
        var plan = ReleasePlan.Of(release.State, new ReleaseContent("For you", null)) with { Keepers = [Keeper, AssetWorld.User(6)] };
        release.Revise(plan, release.State.Sealed, ["keepers"], _world.Clock.Now).IsFailure.Should().BeFalse();
        release.State.Attestations.Should().BeEmpty();
        release.RaisedEvents.OfType<AssetReleaseAttestationsRefuted>().Single().Attesters.Should().Equal(Keeper);
        release.RaisedEvents.OfType<AssetReleaseKeepersChosen>().Single().Keepers.Should().Equal(AssetWorld.User(6));
        release.RaisedEvents.OfType<AssetReleaseRevised>().Single().RemovedKeepers!.Value.Should().Equal(SecondKeeper, ThirdKeeper);
    }

    [Fact]
    public async Task Given_AnOwnerWhoWasThereAMomentAgo_When_AKeeperAttests_Then_TheWordDoesNotStand()
    {
        var legacy = await PlanAsync();
        await _world.SignAsync(SignKind.Read);
        _world.Clock.Now += Silence.Presence - TimeSpan.FromMilliseconds(1);
        await AttestByTwoAsync(legacy);
        await _world.PassAsync(30);
        _world.Attempts.All.Should().BeEmpty("what the owner did then was perhaps not counted");
        _world.Releases[legacy].Standing(await _world.Desk.FindAsync(Owner, _world.Clock.Now, default)).Should().BeEmpty();
    }

    [Fact]
    public async Task Given_ALookOnTheDayOfAWord_When_TheOwnerHadLookedOnThatDayBefore_Then_ItStillRefutesTheWord()
    {
        var legacy = await PlanAsync();
        await _world.SignAsync(SignKind.Read);
        _world.Clock.Now += TimeSpan.FromHours(1);
        await _world.AttestAsync(legacy, Keeper);
        _world.Clock.Now += TimeSpan.FromHours(1);
        await _world.SignAsync(SignKind.Read);
        await _world.PassAsync(30);
        await _world.AttestAsync(legacy, SecondKeeper);
        await _world.PassAsync(30);
        _world.Attempts.All.Should().BeEmpty();
    }

    [Fact]
    public async Task Given_AJourney_When_KeepersAttest_Then_NothingBeginsBeforeItsEnd()
    {
        var legacy = await PlanAsync();
        await _world.TravelAsync(TimeSpan.FromDays(42));
        await _world.PassAsync(1);
        await AttestByTwoAsync(legacy);
        await _world.PassAsync(40);
        _world.Attempts.All.Should().BeEmpty();
        await _world.PassAsync(2);
        _world.AttemptOf(legacy).Stage.Should().Be(AttemptStage.Waiting);
    }

    [Fact]
    public async Task Given_ASecondAttempt_When_TheEndOfTheFirstArrivesLate_Then_TheOwnerIsStillHeard()
    {
        var legacy = await PlanAsync();
        await AttestByTwoAsync(legacy);
        await _world.WithdrawAsync(legacy, SecondKeeper);
        await _world.SettleAsync();
        var ended = _world.Attempts.Events.OfType<ReleaseAttemptEnded>().Single();
        await _world.AttestAsync(legacy, SecondKeeper);
        await _world.SettleAsync();
        await _world.RepeatAsync(ended);
        _world.Signs[Owner].State.SoughtBy.Should().Equal(legacy);
        await _world.PassAsync(Wait + 1);
        _world.Releases[legacy].IsExecuted.Should().BeTrue();
        _world.Signs[Owner].State.SoughtBy.Should().BeEmpty();
    }

    private static ReleaseCondition.Attestation Asked { get; } = new(2, Wait);

    private Task<ReleaseId> PlanAsync(ReleaseCondition? conditions = null, DeliveryMode delivery = DeliveryMode.Automatic) =>
        _world.PlanAsync(1, conditions ?? Asked, delivery, Keeper, SecondKeeper, ThirdKeeper);

    private async Task AttestByTwoAsync(ReleaseId legacy)
    {
        await _world.AttestAsync(legacy, Keeper);
        await _world.AttestAsync(legacy, SecondKeeper);
        await _world.SettleAsync();
    }
}
