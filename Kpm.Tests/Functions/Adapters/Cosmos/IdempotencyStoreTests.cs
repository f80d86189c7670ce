using Kpm.Functions.Adapters.Cosmos;
using Kpm.Functions.Http;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Functions.Adapters.Cosmos;

public sealed class InMemoryIdempotencyStoreTests : IdempotencyStoreContract
{
    private protected override IIdempotencyStore Store { get; } = new InMemoryIdempotencyStore();
}

[Collection(nameof(LocalStores))]
public sealed class CosmosIdempotencyStoreTests(LocalStores stores) : IdempotencyStoreContract
{
    private protected override IIdempotencyStore Store { get; } = new IdempotencyStore(stores.Database);

    [Fact]
    public async Task Given_ARecord_When_Stored_Then_ItVanishesAfterADay()
    {
        var request = Request();
        await Store.StartAsync(request, SampleStates.Now, default);

        (await stores.ReadAsync("users", request.Id, request.Id)).GetProperty("ttl").GetInt32().Should().Be(24 * 3600);
    }
}
