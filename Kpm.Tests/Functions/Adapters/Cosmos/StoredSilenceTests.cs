using Kpm.Core.Shared;
using Kpm.Functions.Adapters.Cosmos;
using Kpm.Functions.Adapters.Cosmos.Assets;

namespace Kpm.Tests.Functions.Adapters.Cosmos;

/// <summary>What waits for a silence, as it was once stored, as in <see cref="StoredDocumentTests"/>.</summary>
[Collection(nameof(LocalStores))]
public sealed class StoredSilenceTests(LocalStores stores)
{
    [Fact]
    public async Task Given_AStoredAttempt_When_Read_Then_EveryMemberIsThere()
    {
        await StoredFile.PutAsync(stores.Database.GetContainer("attempts"), "attempt");

        var attempt = (await new AttemptStore(stores.Store(AttemptStore.Mapping)).FindAsync(SampleStates.Release(1), new AttemptId(new Guid("00000064-0009-0000-0000-000000000000")), default))!;

        attempt.State.Should().BeEquivalentTo(SampleStates.Attempt, options => options.WithStrictOrdering());
        attempt.Version.Should().Be(7);
    }

    [Fact]
    public async Task Given_StoredSignsOfLife_When_Read_Then_EveryMemberIsThere()
    {
        await StoredFile.PutAsync(stores.Database.GetContainer("signsOfLife"), "signsOfLife");

        var signs = (await new SignsOfLifeStore(stores.Store(SignsOfLifeStore.Mapping)).FindAsync(SampleStates.User(100), default))!;

        signs.State.Should().BeEquivalentTo(SampleStates.SignsOfLife, options => options.WithStrictOrdering());
    }
}
