using Kpm.Core.Assets;
using Kpm.Core.Users.Invitation;
using Kpm.Functions.Adapters.Cosmos;
using Kpm.Functions.Adapters.Cosmos.Assets;
using Kpm.Functions.Adapters.Sealing;

namespace Kpm.Tests.Functions.Adapters.Cosmos;

/// <summary>Invitations, and a release that invites, as they were once stored, as in <see cref="StoredDocumentTests"/>.</summary>
[Collection(nameof(LocalStores))]
public sealed class StoredInvitationTests(LocalStores stores)
{
    private readonly ContentSealer _sealer = new(new OpeningKeys(Path.Combine(StoredFile.Folder, "openingKeys.json")), KpmJson.Options);

    [Fact]
    public async Task Given_AStoredInvitation_When_Read_Then_EveryMemberIsThereAndItsInviterOpensIt()
    {
        await StoredFile.PutAsync(stores.Database.GetContainer("invitations"), "invitation");

        var invitation = (await new InvitationStore(stores.Store(InvitationStore.Mapping)).FindAsync(SampleStates.Invited(100), default))!;

        invitation.State.Should().BeEquivalentTo(SampleStates.Invitation with { Sealed = invitation.State.Sealed }, options => options.WithStrictOrdering());
        invitation.Version.Should().Be(7);
        (await _sealer.OpenAsync<InvitationContent>(LegacyInvitation.RecordOf(invitation.Id), invitation.State.Sealed!, SampleStates.Anna, default)).Email.Should().Be("iaia@example.com");
    }

    /// <summary>Content of schema 3: receivers who were named by an address.</summary>
    [Fact]
    public async Task Given_AStoredReleaseThatInvites_When_Read_Then_EveryMemberIsThereAndItsOwnerOpensIt()
    {
        await StoredFile.PutAsync(stores.Database.GetContainer("releases"), "releaseWithInvited");

        var release = (await new ReleaseStore(stores.Store(ReleaseStore.Mapping)).FindAsync(SampleStates.Release(102), default))!;

        release.State.Should().BeEquivalentTo(SampleStates.PlanThatKeepsStill with { Sealed = release.State.Sealed }, options => options.WithStrictOrdering().ComparingByValue<ReleaseCondition>());
        (await _sealer.OpenAsync<ReleaseContent>(AssetRelease.RecordOf(release.Id), release.State.Sealed, SampleStates.Anna, default)).Should().Be(SampleRows.ContentThatInvites);
    }

    /// <summary>The forms that a release has since it can tell its receivers of itself, since it remembers what it named before, since it keeps how it came to be executed, since it can wait for a silence, since it can follow another, since its receivers can take turns, since keepers can attest, since it tells those who are invited again, since those who were late can claim again, and since its owner can say how long it waits.</summary>
    [Theory]
    [InlineData("releaseThatTells", 103)]
    [InlineData("releaseThatRemembers", 104)]
    [InlineData("releaseThatKeepsItsExecution", 105)]
    [InlineData("releaseForSilence", 106)]
    [InlineData("releaseInSteps", 119)]
    [InlineData("releaseInTurn", 120)]
    [InlineData("releaseThatIsAttested", 121)]
    [InlineData("releaseThatGoesOn", 122)]
    [InlineData("releaseThatRemindsInvited", 123)]
    [InlineData("releaseWithLate", 124)]
    [InlineData("releaseThatWaitsForInvited", 125)]
    public async Task Given_AStoredReleaseThatTells_When_Read_Then_EveryMemberIsThere(string file, int number)
    {
        await StoredFile.PutAsync(stores.Database.GetContainer("releases"), file);

        var release = (await new ReleaseStore(stores.Store(ReleaseStore.Mapping)).FindAsync(SampleStates.Release(number), default))!;

        var expected = number switch { 103 => SampleStates.PlanThatForgets, 104 => SampleStates.PlanWithoutExecution, 105 => SampleStates.PlanWithoutSilence, 106 => SampleStates.PlanWithoutSteps, 119 => SampleStates.PlanWithoutTurns, 120 => SampleStates.PlanWithoutAttestations, 121 => SampleStates.PlanThatAsksOnce, 122 => SampleStates.PlanThatTellsOnce, 123 => SampleStates.PlanThatLeavesLateOut, 124 => SampleStates.PlanThatWaitsForEver, _ => SampleStates.Plan };
        release.State.Should().BeEquivalentTo(expected with { Sealed = release.State.Sealed }, options => options.WithStrictOrdering().ComparingByValue<ReleaseCondition>());
    }
}
