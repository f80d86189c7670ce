using Kpm.Core.Shared;
using Kpm.Functions.Adapters.Cosmos.Assets;

namespace Kpm.Tests.Functions.Adapters.Cosmos;

/// <summary>Rehearsals as they were once stored, as in <see cref="StoredDocumentTests"/>.</summary>
[Collection(nameof(LocalStores))]
public sealed class StoredRehearsalTests(LocalStores stores)
{
    [Fact]
    public async Task Given_AStoredRehearsal_When_Read_Then_EveryMemberIsThere()
    {
        await StoredFile.PutAsync(stores.Database.GetContainer("rehearsals"), "rehearsal");

        var id = new RehearsalId(new Guid("00000001-0011-0000-0000-000000000000"));
        var rehearsal = (await new RehearsalStore(stores.Store(RehearsalStore.Mapping), stores.Database).FindAsync(SampleStates.Anna, id, default))!;

        rehearsal.State.Should().BeEquivalentTo(SampleStates.Rehearsal, options => options.WithStrictOrdering());
        rehearsal.Version.Should().Be(7);
    }
}
