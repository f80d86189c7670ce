using Kpm.Core.Shared;
using Kpm.Functions.Adapters.Cosmos.Assets;

namespace Kpm.Tests.Functions.Adapters.Cosmos;

/// <summary>Rehearsals as they were once stored, as in <see cref="StoredDocumentTests"/>.</summary>
[Collection(nameof(LocalStores))]
public sealed class StoredRehearsalTests(LocalStores stores)
{
    /// <summary>The forms that a rehearsal has, and has since it keeps which version of the plan it tried.</summary>
    [Theory]
    [InlineData("rehearsal", "00000001-0011-0000-0000-000000000000")]
    [InlineData("rehearsalOfVersion", "00000002-0011-0000-0000-000000000000")]
    public async Task Given_AStoredRehearsal_When_Read_Then_EveryMemberIsThere(string file, string id)
    {
        await StoredFile.PutAsync(stores.Database.GetContainer("rehearsals"), file);

        var rehearsal = (await new RehearsalStore(stores.Store(RehearsalStore.Mapping), stores.Database).FindAsync(SampleStates.Anna, new RehearsalId(new Guid(id)), default))!;

        rehearsal.State.Should().BeEquivalentTo(file == "rehearsal" ? SampleStates.RehearsalWithoutVersion : SampleStates.Rehearsal, options => options.WithStrictOrdering());
        rehearsal.Version.Should().Be(7);
    }
}
