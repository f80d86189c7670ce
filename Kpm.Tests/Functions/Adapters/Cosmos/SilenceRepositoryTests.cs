using Kpm.Core.Assets;
using Kpm.Core.Shared;
using Kpm.Core.Users.Life;
using Kpm.Functions.Adapters.Cosmos;
using Kpm.Functions.Adapters.Cosmos.Assets;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Functions.Adapters.Cosmos;

[Collection(nameof(LocalStores))]
public sealed class CosmosSignsOfLifeTests(LocalStores stores) : SignsOfLifeContract
{
    protected override IRepository<SignsOfLife, UserId> Repository { get; } = new SignsOfLifeStore(stores.Store(SignsOfLifeStore.Mapping));

    protected override Task<IReadOnlyList<string>> CommittedAsync(SignsOfLife aggregate) => stores.OutboxAsync("signsOfLife", aggregate.Id.ToString());

    [Fact]
    public async Task Given_TheSignsOfARemovedAccount_When_Forgotten_Then_TheyVanish()
    {
        var signs = New();
        await Repository.AddAsync(signs, default);
        var loaded = (await Repository.FindAsync(signs.Id, default))!;
        loaded.Forget(SampleStates.Now);
        await Repository.SaveAsync(loaded, default);
        (await stores.ReadAsync("signsOfLife", signs.Id.ToString(), signs.Id.ToString())).GetProperty("ttl").GetInt32().Should().Be(24 * 3600);
    }
}

[Collection(nameof(LocalStores))]
public sealed class CosmosAttemptsTests(LocalStores stores) : AttemptsContract
{
    protected override IAttempts Attempts { get; } = new AttemptStore(stores.Store(AttemptStore.Mapping));

    protected override Task<IReadOnlyList<string>> CommittedAsync(ReleaseAttempt aggregate) => stores.OutboxAsync("attempts", aggregate.Id.ToString(), aggregate.State.Release.ToString());
}

public sealed class InMemorySignsOfLifeTests : SignsOfLifeContract
{
    private readonly InMemorySignsOfLife _signs = new();

    protected override IRepository<SignsOfLife, UserId> Repository => _signs;

    protected override Task<IReadOnlyList<string>> CommittedAsync(SignsOfLife aggregate) => _signs.CommittedAsync(aggregate.Id);
}

public sealed class InMemoryAttemptsTests : AttemptsContract
{
    private readonly InMemoryAttempts _attempts = new();

    protected override IAttempts Attempts => _attempts;

    protected override Task<IReadOnlyList<string>> CommittedAsync(ReleaseAttempt aggregate) => _attempts.CommittedAsync(aggregate.Id);
}
