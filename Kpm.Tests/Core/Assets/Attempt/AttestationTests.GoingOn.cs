using Kpm.Core.Assets;
using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using static Kpm.Tests.Core.Assets.Attempt.SilenceWorld;

namespace Kpm.Tests.Core.Assets.Attempt;

/// <content>An attempt that met no answer and was not enough goes on for the other leaf, with all its stages.</content>
public sealed partial class AttestationTests
{
    private static InactivityTerms Terms => Inactivity().Terms;

    private static ReleaseCondition WordAtAPlaceOrSilence => new ReleaseCondition.Any([new ReleaseCondition.All([Asked, new ReleaseCondition.AtPlace(0)]), Inactivity()]);

    private static ReleaseCondition SilenceAtAPlaceOrWord => new ReleaseCondition.Any([new ReleaseCondition.All([Inactivity(), new ReleaseCondition.AtPlace(0)]), Asked]);

    [Fact]
    public async Task Given_AWordThatNeedsAPlaceToo_When_NobodyFindsItAndTheSilenceGoesOn_Then_TheOwnerIsAskedByAllStagesBeforeItMeetsTheOtherBranch()
    {
        var legacy = await MetByWordsAsync();
        var attempt = _world.AttemptOf(legacy).Id;
        await _world.PassAsync(Terms.Period - Wait - 1);
        _world.AttemptOf(legacy).Stage.Should().Be(AttemptStage.Met, "the period is not over");
        await _world.PassAsync(1);

        var stages = new List<AttemptStage>();
        for (var day = 0; day < Terms.Days; day++)
        {
            stages.Add(_world.AttemptOf(legacy).Stage);
            _world.Releases[legacy].Conditions.AreMet(_world.Clock.Now).Should().BeFalse();
            (await _world.ClaimAsync(legacy)).IsFailure.Should().BeTrue();
            await _world.PassAsync(1);
        }

        stages.Distinct().Should().Equal(AttemptStage.Reminding, AttemptStage.Grace, AttemptStage.Waiting);
        _world.AttemptOf(legacy).Id.Should().Be(attempt, "one attempt at a time");
        _world.MailsTo(Owner).Should().Equal(
            MailKind.OwnerAttested, MailKind.OwnerAttested, MailKind.ReleaseImminent, MailKind.CheckIn, MailKind.CheckIn, MailKind.CheckIn, MailKind.ReleaseImminent);
        _world.Emails.Sent.Should().OnlyHaveUniqueItems(sent => sent.Id);
        (await _world.ClaimAsync(legacy)).IsFailure.Should().BeFalse("nobody who is gone is waited for for ever");
        _world.Releases.Events.OfType<AssetReleased>().Single().Met.Select(met => met.Leaf).Should().Equal(0, 0, 2);
        _world.Releases.Events.OfType<AssetReleaseSilenceMet>().Select(told => told.Met.Select(met => met.Leaf)).Should().BeEquivalentTo([[0, 0], new[] { 2 }], "each is told once");
        await _world.SettleAsync();
        _world.AttemptOf(legacy).State.Outcome.Should().Be(AttemptOutcome.Released);
    }

    [Fact]
    public async Task Given_AnAttemptThatWasMet_When_TheClockJumpsYearsAhead_Then_TheOtherBranchIsNotMet()
    {
        var legacy = await MetByWordsAsync();
        _world.Clock.Now += TimeSpan.FromDays(3_000);
        for (var repeat = 0; repeat < 20; repeat++) await _world.SettleAsync();
        _world.AttemptOf(legacy).Should().BeEquivalentTo(new { Stage = AttemptStage.Reminding, State = new { Day = 0 } });
        _world.Releases[legacy].Conditions.AreMet(_world.Clock.Now).Should().BeFalse();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(12)]
    public async Task Given_AnAttemptThatGoesOn_When_TheOwnerGivesASign_Then_AllOfItEnds(int days)
    {
        var legacy = await MetByWordsAsync();
        await _world.PassAsync(Terms.Period - Wait + days);
        var attempt = _world.AttemptOf(legacy).Id;
        await _world.SignAsync(SignKind.CheckIn);
        await _world.SettleAsync();

        _world.Attempts[attempt].State.Outcome.Should().Be(AttemptOutcome.Vetoed);
        foreach (var keeper in new[] { Keeper, SecondKeeper }) _world.MailsTo(keeper).Should().ContainSingle(mail => mail == MailKind.KeeperReassured, "they were alarmed before it went on");
        _world.Releases[legacy].State.Should().BeEquivalentTo(new { Silence = (SilenceEvidence?)null, Attempt = (AttemptId?)null, AttemptCause = (AttemptCause?)null });
        await _world.PassAsync(Terms.Period - 1);
        _world.Attempts.All.Should().ContainSingle("a whole period must pass again, and nobody has attested since");
    }

    [Fact]
    public async Task Given_ASilenceThatNeedsAPlaceToo_When_KeepersAttestLater_Then_TheOwnerIsWarnedAndHasTheWait()
    {
        var legacy = await PlanAsync(SilenceAtAPlaceOrWord, DeliveryMode.Claim);
        await _world.PassAsync(Terms.Period + Terms.Days);
        _world.AttemptOf(legacy).Stage.Should().Be(AttemptStage.Met);
        await AttestByTwoAsync(legacy);
        await _world.SettleAsync();

        for (var day = 0; day < Wait; day++)
        {
            _world.AttemptOf(legacy).Stage.Should().Be(AttemptStage.Waiting);
            (await _world.ClaimAsync(legacy)).IsFailure.Should().BeTrue();
            await _world.PassAsync(1);
        }

        _world.MailsTo(Owner).Count(mail => mail == MailKind.ReleaseImminent).Should().Be(2);
        (await _world.ClaimAsync(legacy)).IsFailure.Should().BeFalse();
    }

    [Fact]
    public async Task Given_ASilenceThatNeedsAPlaceToo_When_StrangersAttest_Then_TheirWordsCountForNothing()
    {
        var legacy = await PlanAsync(SilenceAtAPlaceOrWord, DeliveryMode.Claim);
        await _world.PassAsync(Terms.Period + Terms.Days);
        await _world.AttestAsync(legacy, Keeper);
        await _world.AttestAsync(legacy, SecondKeeper);
        _world.Keeps.Strangers.Add(SecondKeeper);
        await _world.PassAsync(Wait + 5);
        _world.AttemptOf(legacy).Stage.Should().Be(AttemptStage.Met);
        _world.Releases[legacy].State.Attestations.Select(word => word.By).Should().Equal(Keeper);
        (await _world.ClaimAsync(legacy)).IsFailure.Should().BeTrue();
    }

    [Fact]
    public async Task Given_AnAttemptThatGoesOn_When_OldMessagesArriveAgain_Then_NothingChanges()
    {
        var legacy = await MetByWordsAsync();
        var due = _world.Releases.Events.OfType<AssetReleaseAttemptDue>().Single();
        var met = _world.Attempts.Events.OfType<ReleaseAttemptMet>().Single();
        await _world.PassAsync(Terms.Period - Wait + 2);
        var attempt = _world.AttemptOf(legacy);
        await _world.RepeatAsync(due);
        await _world.RepeatAsync(met);
        await _world.RepeatAsync(_world.Releases.Events.OfType<AssetReleaseAttemptDue>().Last());
        await _world.SettleAsync();
        _world.AttemptOf(legacy).Version.Should().Be(attempt.Version);
        _world.Releases[legacy].State.Silence!.Causes.Should().Be(AttemptCause.Attestation);
    }

    [Fact]
    public async Task Given_AnAttemptThatGoesOn_When_AKeeperTakesTheirWordBack_Then_ItEndsAndTheSilenceIsAskedForAlone()
    {
        var legacy = await MetByWordsAsync();
        await _world.PassAsync(Terms.Period - Wait + 2);
        await _world.WithdrawAsync(legacy, Keeper);
        await _world.SettleAsync();
        await _world.SettleAsync();
        _world.AttemptOf(legacy).State.Should().BeEquivalentTo(new { Cause = AttemptCause.Inactivity, MetBefore = (AttemptCause?)null, Day = 0 });
    }

    private async Task<ReleaseId> MetByWordsAsync()
    {
        var legacy = await PlanAsync(WordAtAPlaceOrSilence, DeliveryMode.Claim);
        await AttestByTwoAsync(legacy);
        await _world.PassAsync(Wait);
        _world.AttemptOf(legacy).Stage.Should().Be(AttemptStage.Met);
        _world.Releases[legacy].Conditions.AreMet(_world.Clock.Now).Should().BeFalse();
        return legacy;
    }
}
