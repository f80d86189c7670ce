using Kpm.Core.Assets;
using Kpm.Core.Shared;
using Kpm.Functions.Adapters.Cosmos;
using Kpm.Functions.Adapters.Cosmos.Assets;

namespace Kpm.Tests.Functions.Adapters.Cosmos;

/// <summary>What waits for a silence, as it was once stored, as in <see cref="StoredDocumentTests"/>.</summary>
[Collection(nameof(LocalStores))]
public sealed class StoredSilenceTests(LocalStores stores)
{
    /// <summary>The forms that an attempt has, and has had since keepers can attest, and why it ended is kept.</summary>
    [Theory]
    [InlineData("attempt", "00000064-0009-0000-0000-000000000000")]
    [InlineData("attemptByAttestation", "00000065-0009-0000-0000-000000000000")]
    [InlineData("attemptThatGoesOn", "00000066-0009-0000-0000-000000000000")]
    [InlineData("attemptWithdrawn", "00000067-0009-0000-0000-000000000000")]
    public async Task Given_AStoredAttempt_When_Read_Then_EveryMemberIsThere(string file, string id)
    {
        await StoredFile.PutAsync(stores.Database.GetContainer("attempts"), file);

        var attempt = (await new AttemptStore(stores.Store(AttemptStore.Mapping)).FindAsync(SampleStates.Release(1), new AttemptId(new Guid(id)), default))!;

        attempt.State.Should().BeEquivalentTo(StateIn(file), options => options.WithStrictOrdering());
        attempt.Version.Should().Be(7);
    }

    private static AttemptState StateIn(string file) => file switch
    {
        "attempt" => SampleStates.AttemptWithoutCause,
        "attemptByAttestation" => SampleStates.AttemptThatAsksOnce,
        "attemptThatGoesOn" => SampleStates.AttemptThatGoesOn,
        _ => SampleStates.Attempt,
    };

    [Fact]
    public async Task Given_StoredSignsOfLife_When_Read_Then_EveryMemberIsThere()
    {
        await StoredFile.PutAsync(stores.Database.GetContainer("signsOfLife"), "signsOfLife");

        var signs = (await new SignsOfLifeStore(stores.Store(SignsOfLifeStore.Mapping)).FindAsync(SampleStates.User(100), default))!;

        signs.State.Should().BeEquivalentTo(SampleStates.SignsOfLife, options => options.WithStrictOrdering());
    }
}
