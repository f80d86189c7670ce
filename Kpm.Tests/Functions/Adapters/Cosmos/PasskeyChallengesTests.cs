using Kpm.Core.Shared;
using Kpm.Core.Users.Factors;
using Kpm.Core.Users.User;
using Kpm.Functions.Adapters.Cosmos;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Functions.Adapters.Cosmos;

/// <summary>What every <see cref="IPasskeyChallenges"/> does.</summary>
public abstract class PasskeyChallengesContract
{
    protected PasskeyChallenge Challenge { get; } = new(new PasskeyChallengeId(Guid.CreateVersion7()), "Y2hhbGxlbmdl", SampleStates.Now);

    protected abstract IPasskeyChallenges Challenges { get; }

    [Fact]
    public async Task Given_AChallenge_When_StoredTwice_Then_TheFirstStays()
    {
        await Challenges.AddAsync(Challenge, default);
        await Challenges.AddAsync(Challenge with { Challenge = "b3RoZXI" }, default);

        (await Challenges.FindAsync(Challenge.Id, default)).Should().Be(Challenge);
    }

    [Fact]
    public async Task Given_AChallenge_When_ManyTakeItAtOnce_Then_OneHasIt()
    {
        await Challenges.AddAsync(Challenge, default);

        var taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Challenges.TakeAsync(Challenge.Id, default)));

        taken.Where(one => one is not null).Should().Equal(Challenge);
        (await Challenges.FindAsync(Challenge.Id, default)).Should().BeNull();
    }

    [Fact]
    public async Task Given_NoChallenge_When_Taken_Then_ThereIsNone() => (await Challenges.TakeAsync(Challenge.Id, default)).Should().BeNull();
}

public sealed class InMemoryPasskeyChallengesTests : PasskeyChallengesContract
{
    protected override IPasskeyChallenges Challenges { get; } = new InMemoryPasskeyChallenges();
}

[Collection(nameof(LocalStores))]
public sealed class CosmosPasskeyChallengesTests(LocalStores stores) : PasskeyChallengesContract
{
    protected override IPasskeyChallenges Challenges { get; } = new PasskeyChallenges(stores.Database);

    [Fact]
    public async Task Given_AChallenge_When_Stored_Then_ItVanishesAfterFiveMinutes()
    {
        await Challenges.AddAsync(Challenge, default);

        (await stores.ReadAsync("users", Challenge.Id.ToString(), Challenge.Id.ToString())).GetProperty("ttl").GetInt32().Should().Be(300);
    }

    [Fact]
    public async Task Given_AnAccount_When_ItsIdIsTakenForAChallenge_Then_ThereIsNoneAndTheAccountStays()
    {
        var (users, user) = (new UserStore(stores.Store(UserStore.Mapping)), new UserId(Guid.CreateVersion7()));
        await users.AddAsync(UserAccount.Load(user, SampleStates.Account, 1), default);

        (await Challenges.TakeAsync(new PasskeyChallengeId(user.Value), default)).Should().BeNull();
        (await users.FindAsync(user, default)).Should().NotBeNull();
    }
}
