using Kpm.Core.Shared;
using Kpm.Core.Users.Factors;
using Kpm.Functions.Adapters.Cosmos;

namespace Kpm.Tests.Functions.Adapters.Cosmos;

/// <summary>As <see cref="StoredDocumentTests"/>: the form that an account has since it holds passkeys, and log-ins with one that were begun.</summary>
[Collection(nameof(LocalStores))]
public sealed class StoredPasskeyTests(LocalStores stores)
{
    [Fact]
    public async Task Given_AStoredUserWithPasskeys_When_Read_Then_EveryMemberIsThere()
    {
        await PutAsync("userWithPasskeys");

        var user = (await new UserStore(stores.Store(UserStore.Mapping)).FindAsync(SampleStates.User(103), default))!;

        user.State.Should().BeEquivalentTo(SampleStates.AccountWithPasskeys, options => options.WithStrictOrdering());
        user.Version.Should().Be(7);
    }

    [Fact]
    public async Task Given_AStoredUserWhoseMailsComeBack_When_Read_Then_EveryMemberIsThere()
    {
        await PutAsync("userUnreachable");

        var user = (await new UserStore(stores.Store(UserStore.Mapping)).FindAsync(SampleStates.User(114), default))!;

        user.State.Should().BeEquivalentTo(SampleStates.Account, options => options.WithStrictOrdering());
    }

    [Fact]
    public async Task Given_AStoredPasskeyChallenge_When_Read_Then_EveryMemberIsThere()
    {
        await PutAsync("passkeyChallenge");
        var id = new PasskeyChallengeId(new Guid("00000068-0007-0000-0000-000000000000"));

        var challenge = await new PasskeyChallenges(stores.Database).FindAsync(id, default);

        challenge.Should().Be(new PasskeyChallenge(id, "Y2hhbGxlbmdl", SampleStates.Now));
    }

    private Task PutAsync(string file) => StoredFile.PutAsync(stores.Database.GetContainer("users"), file);
}
