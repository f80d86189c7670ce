using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;
using Kpm.Core.Users.Invitation;

namespace Kpm.Tests.Functions.Adapters.Cosmos;

/// <summary>What every <see cref="IInvitations"/> does.</summary>
public abstract class InvitationsContract : RepositoryContract<LegacyInvitation, InvitationId, InvitationState>
{
    protected abstract IInvitations Invitations { get; }

    protected override IRepository<LegacyInvitation, InvitationId> Repository => Invitations;

    protected override InvitationState EveryMember => SampleStates.Invitation;

    protected override LegacyInvitation Load(InvitationId id, InvitationState state, long version) => LegacyInvitation.Load(id, state, version);

    protected override LegacyInvitation New() => LegacyInvitation.Invite(NewId(), SampleStates.Release(1), SampleStates.Anna, SampleStates.Sealed, SampleStates.Now);

    protected override void Change(LegacyInvitation aggregate) => aggregate.Accept(SampleStates.Ben, SampleStates.Now).IsFailure.Should().BeFalse();

    [Fact]
    public async Task Given_InvitationsOfSeveralPeople_When_ThoseOfOneAreFound_Then_TheyAreAllThereWhateverBecameOfThem()
    {
        var (inviter, other) = (new UserId(Guid.CreateVersion7()), new UserId(Guid.CreateVersion7()));
        var invitations = new[] { inviter, other, inviter }.Select(person => LegacyInvitation.Invite(NewId(), SampleStates.Release(1), person, SampleStates.Sealed, SampleStates.Now)).ToList();
        foreach (var invitation in invitations) await Invitations.AddAsync(invitation, default);
        invitations[0].Withdraw(SampleStates.Now);

        (await Invitations.FindOfAsync(inviter, default)).Should().BeEquivalentTo([invitations[0].Id, invitations[2].Id]);
    }

    [Fact]
    public async Task Given_OtherWraps_When_Saved_Then_TheyAreStoredAndTheVersionStays()
    {
        var first = New();
        await Invitations.AddAsync(first, default);
        var rewrapped = (await Invitations.FindAsync(first.Id, default))!;
        var renewed = SampleStates.Sealed with { Wraps = [new KeyWrap(SampleStates.Anna, 2, [7])] };
        rewrapped.RenewWrap(renewed);

        await Invitations.SaveAsync(rewrapped, default);

        var found = (await Invitations.FindAsync(first.Id, default))!;
        found.State.Sealed.Should().BeEquivalentTo(renewed);
        found.Version.Should().Be(first.Version);
    }
}
