using Kpm.Core.Assets;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Tests.Core.Assets;

/// <summary>What a rehearsal says of the keepers of a plan: those whose word it waits for, and those who only watch.</summary>
public sealed class RehearsedKeepersTests
{
    private static readonly UserId Dora = AssetWorld.User(4);
    private static readonly UserId Emma = AssetWorld.User(5);
    private static readonly ConditionDraft WordOfTwo = new() { Type = "attestation", Count = 2 };
    private static readonly RehearsalPremise Silent = new(IsSilent: true);
    private readonly RehearsalWorld _given = new();

    [Fact]
    public async Task Given_keepers_enough_When_a_silence_is_rehearsed_Then_their_word_is_met_and_it_passes()
    {
        await PlanAsync(WordOfTwo, AssetWorld.Cleo, Dora);
        var view = await _given.RehearseAsync(premise: Silent);
        view.Content.Result!.Outcome.Should().Be(RehearsalOutcome.Executed);
        view.Content.Result.Leaves.Should().ContainSingle().Which.Should().Match<LeafFinding>(leaf => leaf.IsMet && leaf.Problem == null);
        view.Content.Result.Keepers.Should().Equal(new KeeperFinding(AssetWorld.Cleo, null), new KeeperFinding(Dora, null));
        view.Rehearsal.State.Passed.Should().BeTrue();
        view.Rehearsal.State.DependsOn.Should().Contain([$"{AssetWorld.Cleo}", $"{Dora}"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Given_keepers_too_few_of_whom_are_keeps_When_rehearsed_Then_it_does_not_pass_and_their_word_is_not_met(bool isSilent)
    {
        await PlanAsync(WordOfTwo, AssetWorld.Cleo, Dora);
        _given.World.Keeps.Strangers.Add(AssetWorld.Cleo);
        var view = await _given.RehearseAsync(premise: new RehearsalPremise(isSilent));
        view.Content.Result!.Outcome.Should().Be(RehearsalOutcome.Waits);
        view.Content.Result.Leaves.Should().Equal(new LeafFinding(false, null, null, null, null, RehearsalProblems.TooFewKeepers));
        view.Content.Result.Keepers.Should().Equal(new KeeperFinding(AssetWorld.Cleo, RehearsalProblems.NoKeep), new KeeperFinding(Dora, null));
        view.Content.Result.Receivers.Should().Equal(new ReceiverFinding(AssetWorld.Ben, null, null));
        view.Rehearsal.State.Passed.Should().BeFalse();
    }

    [Theory]
    [InlineData(AccountReach.Gone, RehearsalProblems.AccountGone)]
    [InlineData(AccountReach.Inactive, RehearsalProblems.AccountInactive)]
    [InlineData(AccountReach.Unreachable, RehearsalProblems.Unreachable)]
    public async Task Given_keepers_too_few_of_whom_can_be_reached_When_rehearsed_Then_it_does_not_pass_and_says_why(AccountReach reach, string problem)
    {
        await PlanAsync(WordOfTwo, AssetWorld.Cleo, Dora);
        _given.Accounts.Reaches[Dora] = reach;
        var view = await _given.RehearseAsync(premise: Silent);
        view.Content.Result!.Keepers.Should().Equal(new KeeperFinding(AssetWorld.Cleo, null), new KeeperFinding(Dora, problem));
        (view.Content.Result.Leaves.Single().Problem, view.Rehearsal.State.Passed).Should().Be((RehearsalProblems.TooFewKeepers, false));
    }

    [Fact]
    public async Task Given_more_keepers_than_must_attest_When_one_has_left_Then_it_passes_and_says_who()
    {
        await PlanAsync(WordOfTwo, AssetWorld.Cleo, Dora, Emma);
        _given.World.Keeps.Strangers.Add(Emma);
        var view = await _given.RehearseAsync(premise: Silent);
        view.Content.Result!.Leaves.Should().ContainSingle().Which.Should().Match<LeafFinding>(leaf => leaf.IsMet && leaf.Problem == null);
        view.Content.Result.Keepers.Should().Equal(new KeeperFinding(AssetWorld.Cleo, null), new KeeperFinding(Dora, null), new KeeperFinding(Emma, RehearsalProblems.NoKeep));
        (view.Content.Result.Outcome, view.Rehearsal.State.Passed).Should().Be((RehearsalOutcome.Executed, true));
    }

    [Fact]
    public async Task Given_keepers_who_only_watch_When_they_have_left_Then_it_passes_and_says_who()
    {
        await PlanAsync(new ConditionDraft { Type = "inactivity" }, AssetWorld.Cleo);
        _given.World.Keeps.Strangers.Add(AssetWorld.Cleo);
        var view = await _given.RehearseAsync(premise: Silent);
        view.Content.Result!.Keepers.Should().Equal(new KeeperFinding(AssetWorld.Cleo, RehearsalProblems.NoKeep));
        (view.Content.Result.Outcome, view.Rehearsal.State.Passed).Should().Be((RehearsalOutcome.Executed, true));
    }

    [Fact]
    public void Given_a_word_that_was_met_When_keepers_leave_afterwards_Then_it_stays_met()
    {
        var silence = new SilenceEvidence(AssetWorld.Now - TimeSpan.FromDays(2), 0, AssetWorld.Now) { Cause = AttemptCause.Attestation };
        var release = AssetRelease.Load(AssetWorld.ReleaseNo(1), Attested(silence), 1);
        var result = PlayedRelease.Play(release, null, [], AssetWorld.Now, new RehearsalPremise(CanBeAttested: false)).Result([], [], []);
        result.Leaves.Should().ContainSingle().Which.Should().Match<LeafFinding>(leaf => leaf.IsMet && leaf.Problem == null);
        result.Passes([]).Should().BeTrue();
    }

    private static ReleaseState Attested(SilenceEvidence silence) => new()
    {
        CreatedTs = AssetWorld.Now,
        Lifecycle = Lifecycle.Active,
        Owner = AssetWorld.Ana,
        Receivers = [AssetWorld.Ben],
        Assets = [AssetWorld.AssetNo(1)],
        ReleaseType = ReleaseType.Custom,
        Bequest = BequestType.Gift,
        Conditions = new ReleaseCondition.Attestation(1, 2),
        Keepers = [AssetWorld.Cleo],
        Silence = silence,
        HoldsConfirmed = true,
        Sealed = new SealedRecord(1, [], []),
    };

    /// <summary>A plan of Ana for Ben that the system delivers.</summary>
    private async Task PlanAsync(ConditionDraft conditions, params UserId[] keepers)
    {
        _given.World.AddActiveAsset(1, AssetWorld.Ana);
        var draft = new ReleaseDraft { Name = "For you", Assets = [AssetWorld.AssetNo(1)], Receivers = [AssetWorld.Ben], Keepers = keepers, Conditions = conditions, Delivery = "automatic" };
        (await _given.World.ScheduleAsync(1, AssetWorld.Plan(ReleaseType.Custom, draft))).IsFailure.Should().BeFalse();
        await _given.World.SettleAsync();
    }
}
