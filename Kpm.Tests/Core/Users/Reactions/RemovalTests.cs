using Kpm.Core.Assets;
using Kpm.Core.Exports;
using Kpm.Core.Shared;
using Kpm.Core.Users.Removal;
using Kpm.Tests.Core.Assets;

namespace Kpm.Tests.Core.Users.Reactions;

/// <summary>Section 4.1.5 of the domain: what becomes of all that belongs to a removed account, whatever dies on the way.</summary>
public sealed class RemovalTests
{
    /// <summary>OPEN-09, OPEN-14, SEC-04.</summary>
    [Fact]
    public async Task Given_ARemovedAccount_When_ItsRemovalRuns_Then_NothingTellsWhoItWas()
    {
        var world = await RemovalWorld.StartAsync();

        await world.RunToTheEndAsync();

        var anna = world.Users[RemovalWorld.Anna].State;
        anna.Email.Should().Be($"{RemovalWorld.Anna}@removed.keepem.app");
        (anna.PublicName, anna.PasswordHash, anna.ReferralCode, anna.ReferredBy).Should().Be((null, "", "", null));
        anna.Username.Should().NotBe("anna").And.MatchRegex("^[a-z_0-9]{2,15}$");
        (anna.RemovedBy, anna.RemovedReason).Should().Be((RemovalWorld.Admin, "because"));
        world.Sessions.All.Should().OnlyContain(session => session.State.Lifecycle == Lifecycle.Removed && session.State.ClientId == null);
        world.Keeps.All.Should().OnlyContain(keep => keep.State.Lifecycle == Lifecycle.Removed);
        world.Keeps.All.Where(keep => keep.State.DeclinedReason == "user removed").Should().HaveCount(2, "the one that had ended keeps its reason");
        world.Emails.Arrived.Should().ContainSingle();
        world.Exports.All.Should().ContainSingle().Which.State.Status.Should().Be(ExportStatus.Removed);
        world.Assets.All.OrderBy(asset => asset.Id.Value).Select(asset => (asset.State.Lifecycle, asset.State.Sealed.Wraps.Length))
            .Should().Equal((Lifecycle.Removed, 0), (Lifecycle.Removed, 0), (Lifecycle.Pending, 1), (Lifecycle.Pending, 1));
        world.Releases.All.OrderBy(release => release.Id.Value).Select(release => (release.State.Lifecycle, release.State.CancelReason))
            .Should().Equal((Lifecycle.Removed, CancelReason.Withdrawn), (Lifecycle.Removed, CancelReason.NoReceiver), (Lifecycle.Active, null));
        world.Releases[AssetWorld.ReleaseNo(2)].State.Receivers.Should().Equal(RemovalWorld.Carla);
        world.Assets.All.Where(asset => asset.State.Lifecycle == Lifecycle.Pending).Should().OnlyContain(asset => asset.State.Owners.SequenceEqual(new[] { RemovalWorld.Ben }));
        world.Invitations.All.Where(invitation => invitation.State.Inviter == RemovalWorld.Anna).Should().HaveCount(2)
            .And.OnlyContain(invitation => invitation.State.Lifecycle == Lifecycle.Removed && invitation.State.Sealed == null);
        world.Invitations.All.Should().ContainSingle(invitation => invitation.IsOpen, "Ben's stays");
        world.Removal.State.Done[^1].Should().Be("key", "the key goes last");
    }

    /// <summary>The process dies before every call that it makes, one run per call: the end is always the same.</summary>
    [Fact]
    public async Task Given_AProcessThatDiesBeforeAnyCall_When_TheRemovalGoesOn_Then_TheEndIsTheSame()
    {
        var whole = await RemovalWorld.StartAsync();
        await whole.RunToTheEndAsync();
        var expected = await whole.EndStateAsync();
        whole.Mortality.Calls.Should().BeGreaterThan(40);

        for (var call = 1; call <= whole.Mortality.Calls; call++)
        {
            var world = await RemovalWorld.StartAsync();
            world.Mortality.DiesAt = call;
            await world.RunToTheEndAsync();
            (await world.EndStateAsync()).Should().Be(expected, $"it died before call {call}");
        }
    }

    [Fact]
    public async Task Given_ARemoval_When_ItIsStartedAgain_Then_ThereIsOne()
    {
        var world = await RemovalWorld.StartAsync();
        (await world.Removals.AddAsync(AccountRemoval.Start(RemovalWorld.Anna, RemovalWorld.Anna, RemovalWorld.Now), default)).Should().BeFalse();
        world.Removal.State.By.Should().Be(RemovalWorld.Admin);
    }

    [Fact]
    public async Task Given_ACompleteRemoval_When_ItIsAdvancedAgain_Then_NothingChanges()
    {
        var world = await RemovalWorld.StartAsync();
        await world.RunToTheEndAsync();
        var version = world.Removal.Version;
        await world.RunToTheEndAsync();
        world.Removal.Version.Should().Be(version);
        world.Removal.State.NextCheckAt.Should().BeNull();
    }
}
