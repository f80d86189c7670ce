using Kpm.Core.Assets;
using Kpm.Core.Shared;
using static Kpm.Tests.Core.Assets.Attempt.SilenceWorld;

namespace Kpm.Tests.Core.Assets.Attempt;

/// <content>The word of keepers beside other conditions.</content>
public sealed partial class AttestationTests
{
    [Fact]
    public async Task Given_BothSilenceAndAttestation_When_BothAreThere_Then_OneAttemptTakesTheLongerWait()
    {
        var legacy = await PlanAsync(new ReleaseCondition.All([Inactivity(), Asked]));
        await AttestByTwoAsync(legacy);
        await _world.PassAsync(29);
        _world.Releases[legacy].State.Attempt.Should().BeNull("the period is not over");
        await _world.PassAsync(1);
        var attempt = _world.AttemptOf(legacy).State;
        attempt.Cause.Should().Be(AttemptCause.Both);
        attempt.Terms.Should().Be(Inactivity().Terms with { Wait = Wait });
        await _world.PassAsync(attempt.Terms.Days + 1);
        _world.Releases[legacy].IsExecuted.Should().BeTrue();
        _world.Releases.Events.OfType<AssetReleased>().Single().Met.Select(met => met.Leaf).Should().Equal(0, 1, 1);
    }

    [Fact]
    public async Task Given_SilenceOrAttestation_When_KeepersAttestBeforeThePeriod_Then_TheirWaitIsEnough()
    {
        var legacy = await PlanAsync(new ReleaseCondition.Any([Inactivity(), Asked]));
        await _world.PassAsync(3);
        await AttestByTwoAsync(legacy);
        await _world.PassAsync(Wait + 1);
        _world.Releases[legacy].IsExecuted.Should().BeTrue();
        _world.Releases.Events.OfType<AssetReleased>().Single().Met.Select(met => met.Leaf).Should().Equal([1, 1], "the silence was not long enough");
    }

    [Fact]
    public async Task Given_SilenceAndAttestation_When_TheSignedPeriodIsOverAndAWordIsMissing_Then_NobodyLooksAgainAndAgain()
    {
        var legacy = await PlanAsync(new ReleaseCondition.All([Inactivity(), Asked]));
        await _world.PassAsync(10);
        await AttestByTwoAsync(legacy);
        await _world.SignAsync(SignKind.Read);
        await _world.PassAsync(40);
        _world.Releases[legacy].State.NextCheckAt.Should().BeNull("only a word can bring it on");
    }

    [Fact]
    public async Task Given_APlaceInsteadOfSilenceAndWord_When_NobodyAttests_Then_NobodyIsAskedForNothing()
    {
        await PlanAsync(new ReleaseCondition.Any([new ReleaseCondition.AtPlace(0), new ReleaseCondition.All([Inactivity(), Asked])]), DeliveryMode.Claim);
        await _world.PassAsync(100);
        _world.Attempts.All.Should().BeEmpty("a silence alone would meet nothing");
    }

    [Fact]
    public async Task Given_ADateBesideTheSilenceInOneBranch_When_ThePlaceIsInTheOther_Then_NobodyIsAskedBeforeTheDate()
    {
        var date = new ReleaseCondition.Date(Start + TimeSpan.FromDays(400));
        var legacy = await PlanAsync(new ReleaseCondition.Any([new ReleaseCondition.AtPlace(0), new ReleaseCondition.All([date, Inactivity()])]), DeliveryMode.Claim);
        await _world.PassAsync(400);
        _world.Attempts.All.Should().BeEmpty();
        await _world.PassAsync(2);
        _world.Releases[legacy].State.Attempt.Should().NotBeNull();
    }
}
