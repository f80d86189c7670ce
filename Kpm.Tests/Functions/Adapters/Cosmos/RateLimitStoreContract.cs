using Kpm.Functions.Adapters.Cosmos;
using Kpm.Functions.Http.RateLimits;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Functions.Adapters.Cosmos;

/// <summary>What every <see cref="IRateLimitStore"/> does (SEC-09).</summary>
public abstract class RateLimitStoreContract
{
    private const int Limit = 10;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);
    private readonly string _counter = Guid.NewGuid().ToString("N");

    private protected abstract IRateLimitStore Store { get; }

    [Fact]
    public async Task Given_ACounter_When_AttemptsAreTaken_Then_AsManyPassAsTheLimitAllows()
    {
        for (var i = 0; i < Limit; i++) (await TakeAsync()).Should().BeTrue();

        (await TakeAsync()).Should().BeFalse();
        (await TakeAsync()).Should().BeFalse("it stays used up");
    }

    [Fact]
    public async Task Given_ACounter_When_FiftyTryAtOnce_Then_ExactlyTenPass()
    {
        var taken = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => TakeAsync()));

        taken.Count(passed => passed).Should().Be(Limit);
    }

    [Fact]
    public async Task Given_ALimitOfOne_When_FiftyTryAtOnce_Then_ExactlyOnePasses()
    {
        var taken = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Store.TryTakeAsync(_counter, 1, Window, default)));

        taken.Count(passed => passed).Should().Be(1);
    }

    [Fact]
    public async Task Given_AUsedUpCounter_When_AnotherIsTaken_Then_ItPasses()
    {
        await Task.WhenAll(Enumerable.Range(0, Limit).Select(_ => TakeAsync()));

        (await Store.TryTakeAsync(Guid.NewGuid().ToString("N"), Limit, Window, default)).Should().BeTrue();
    }

    private Task<bool> TakeAsync() => Store.TryTakeAsync(_counter, Limit, Window, default);
}

public sealed class InMemoryRateLimitStoreTests : RateLimitStoreContract
{
    private protected override IRateLimitStore Store { get; } = new InMemoryRateLimitStore();
}

[Collection(nameof(LocalStores))]
public sealed class CosmosRateLimitStoreTests(LocalStores stores) : RateLimitStoreContract
{
    private protected override IRateLimitStore Store { get; } = new RateLimitStore(stores.Database);

    [Fact]
    public async Task Given_ACounter_When_Stored_Then_ItVanishesWithItsWindow()
    {
        var counter = Guid.NewGuid().ToString("N");
        await Store.TryTakeAsync(counter, 1, TimeSpan.FromMinutes(15), default);

        (await stores.ReadAsync("rateLimits", counter, counter)).GetProperty("ttl").GetInt32().Should().Be(900);
    }
}
