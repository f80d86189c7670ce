using Kpm.Core.Shared;
using Kpm.Functions.Adapters.UserKeys;

namespace Kpm.Tests.Functions.Adapters.UserKeys;

/// <summary>What every <see cref="IUserKeyStore"/> does.</summary>
public abstract class UserKeyStoreContract
{
    private static readonly Timestamp Now = new(1_800_000_000_000);
    private readonly UserId _owner = new(Guid.CreateVersion7());

    protected abstract IUserKeyStore Store { get; }

    [Fact]
    public async Task Given_Nobody_When_Found_Then_ThereIsNothing() => (await Store.FindAsync(_owner, default)).Should().BeNull();

    [Fact]
    public async Task Given_AKey_When_Created_Then_ItIsFoundAsItWasStored()
    {
        var key = Key(1);

        (await Store.TryCreateAsync(_owner, key, default)).Should().BeTrue();

        var found = await Store.FindAsync(_owner, default);
        found!.ErasedTs.Should().BeNull();
        found.Versions.Should().ContainSingle().Which.Should().BeEquivalentTo(key);
    }

    [Fact]
    public async Task Given_AKey_When_CreatedAgain_Then_TheFirstStays()
    {
        await Store.TryCreateAsync(_owner, Key(1), default);

        (await Store.TryCreateAsync(_owner, Key(2), default)).Should().BeFalse();

        (await Store.FindAsync(_owner, default))!.Versions.Single().WrappedKey.Should().Equal(Key(1).WrappedKey);
    }

    [Fact]
    public async Task Given_ManyCreators_When_TheyRace_Then_OneWins()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Store.TryCreateAsync(_owner, Key((byte)i), default)));

        results.Count(won => won).Should().Be(1);
    }

    [Fact]
    public async Task Given_TwoPeople_When_OneIsErased_Then_TheOtherKeepsTheKey()
    {
        var other = new UserId(Guid.CreateVersion7());
        await Store.TryCreateAsync(_owner, Key(1), default);
        await Store.TryCreateAsync(other, Key(2), default);

        await Store.EraseAsync(_owner, Now, default);

        (await Store.FindAsync(other, default))!.Versions.Should().ContainSingle();
    }

    [Fact]
    public async Task Given_AKey_When_Erased_Then_OnlyTheMarkIsLeft()
    {
        await Store.TryCreateAsync(_owner, Key(1), default);

        await Store.EraseAsync(_owner, Now, default);

        var found = await Store.FindAsync(_owner, default);
        found!.Versions.Should().BeEmpty();
        found.ErasedTs.Should().Be(Now);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Given_AnErasedPerson_When_ErasedAgain_Then_TheTimeOfTheFirstEraseStands(bool hadAKey)
    {
        if (hadAKey) await Store.TryCreateAsync(_owner, Key(1), default);
        await Store.EraseAsync(_owner, Now, default);

        await Store.EraseAsync(_owner, Now + TimeSpan.FromHours(1), default);

        (await Store.FindAsync(_owner, default))!.ErasedTs.Should().Be(Now);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Given_AnErasedPerson_When_AKeyIsCreated_Then_ItIsRefused(bool hadAKey)
    {
        if (hadAKey) await Store.TryCreateAsync(_owner, Key(1), default);
        await Store.EraseAsync(_owner, Now, default);
        await Store.EraseAsync(_owner, Now, default);

        (await Store.TryCreateAsync(_owner, Key(2), default)).Should().BeFalse();

        (await Store.FindAsync(_owner, default))!.Versions.Should().BeEmpty();
    }

    [Fact]
    public async Task Given_AKeyAsItWasRead_When_ItsVersionsAreReplaced_Then_TheNewOnesAreFound()
    {
        await Store.TryCreateAsync(_owner, Key(1), default);
        var read = (await Store.FindAsync(_owner, default))!;

        (await Store.TryReplaceAsync(_owner, read, [Key(1), Key(2) with { Version = 2 }], default)).Should().BeTrue();

        var found = (await Store.FindAsync(_owner, default))!;
        found.Versions.Should().BeEquivalentTo([Key(1), Key(2) with { Version = 2 }], options => options.WithStrictOrdering());
        found.Newest.Should().Be(2);
    }

    [Fact]
    public async Task Given_AKeyThatChangedSinceItWasRead_When_ItsVersionsAreReplaced_Then_NothingIsChanged()
    {
        await Store.TryCreateAsync(_owner, Key(1), default);
        var read = (await Store.FindAsync(_owner, default))!;
        await Store.TryReplaceAsync(_owner, read, [Key(2)], default);

        (await Store.TryReplaceAsync(_owner, read, [Key(3)], default)).Should().BeFalse();

        (await Store.FindAsync(_owner, default))!.Versions.Single().WrappedKey.Should().Equal(Key(2).WrappedKey);
    }

    [Fact]
    public async Task Given_AKeyThatWasErasedSinceItWasRead_When_ItsVersionsAreReplaced_Then_ItStaysErased()
    {
        await Store.TryCreateAsync(_owner, Key(1), default);
        var read = (await Store.FindAsync(_owner, default))!;
        await Store.EraseAsync(_owner, Now, default);

        (await Store.TryReplaceAsync(_owner, read, [Key(2)], default)).Should().BeFalse();

        var found = (await Store.FindAsync(_owner, default))!;
        (found.ErasedTs, found.Newest).Should().Be((Now, 0));
    }

    [Fact]
    public async Task Given_ManyPeople_When_Paged_Then_EachComesOnce()
    {
        var people = Enumerable.Range(0, 7).Select(_ => new UserId(Guid.CreateVersion7())).ToList();
        foreach (var person in people) await Store.TryCreateAsync(person, Key(1), default);
        await Store.EraseAsync(people[0], Now, default);

        var found = new List<UserId>();
        var pages = 0;
        string? continuation = null;
        do
        {
            var page = await Store.PageAsync(continuation, default);
            found.AddRange(page.Ids);
            continuation = page.Next;
            pages++;
        }
        while (continuation is not null);

        found.Should().OnlyHaveUniqueItems().And.Contain(people);
        pages.Should().BeGreaterThan(1);
    }

    [Fact]
    public async Task Given_KeysInSeveralVersions_When_TheKeysThatWrapThemAreRead_Then_EachVersionCounts()
    {
        var (one, other) = ($"https://kpm-test.vault.azure.net/keys/user-keys/{Guid.NewGuid():N}", $"https://kpm-test.vault.azure.net/keys/user-keys/{Guid.NewGuid():N}");
        await Store.TryCreateAsync(_owner, Key(1) with { KeyEncryptionKeyId = one }, default);
        await Store.TryReplaceAsync(_owner, (await Store.FindAsync(_owner, default))!, [Key(1) with { KeyEncryptionKeyId = one }, Key(2) with { Version = 2, KeyEncryptionKeyId = other }], default);
        await Store.TryCreateAsync(new UserId(Guid.CreateVersion7()), Key(3) with { KeyEncryptionKeyId = other }, default);
        await Store.EraseAsync(new UserId(Guid.CreateVersion7()), Now, default);

        var ids = new List<string>();
        await foreach (var id in Store.KeyEncryptionKeyIdsAsync(default)) ids.Add(id);

        (ids.Count(id => id == one), ids.Count(id => id == other)).Should().Be((1, 2));
    }

    private static WrappedUserKey Key(byte fill) =>
        new(1, [.. Enumerable.Repeat(fill, 384)], "https://kpm-test.vault.azure.net/keys/user-keys/0a1b", "RSA-OAEP-256", Now);
}
