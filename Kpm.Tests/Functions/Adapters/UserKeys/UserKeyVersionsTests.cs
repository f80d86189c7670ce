using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;
using Kpm.Functions.Adapters.UserKeys;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Functions.Adapters.UserKeys;

public sealed class UserKeyVersionsTests : IDisposable
{
    private readonly UserId _owner = new(Guid.CreateVersion7());
    private readonly InMemoryUserKeyStore _store = new();
    private readonly LocalKeyVault _vault = new();
    private readonly KeyVaultUserKeys _keys;
    private readonly UserKeyVersions _versions;

    public UserKeyVersionsTests()
    {
        var wrapping = new UserKeyWrapping(_vault, _vault, new FakeUnwrapLedger(), TimeProvider.System);
        _keys = new KeyVaultUserKeys(_store, wrapping, TimeProvider.System, UserKeyCacheOptions.Default);
        _versions = new UserKeyVersions(_store, wrapping);
    }

    public void Dispose()
    {
        _keys.Dispose();
        _vault.Dispose();
    }

    [Fact]
    public async Task Given_Nobody_When_Found_Then_ThereIsNothing() => (await _versions.FindAsync(_owner, default)).Should().BeNull();

    [Fact]
    public async Task Given_NoKey_When_TheFirstVersionIsAdded_Then_ItIsThere()
    {
        await _versions.AddAsync(_owner, 1, default);

        (await _versions.FindAsync(_owner, default)).Should().Be(new UserKeyStanding(1, null));
        (await _keys.GetAsync(_owner, 1, default)).Dispose();
    }

    [Fact]
    public async Task Given_AKey_When_TheNextVersionIsAddedAgainAndAgain_Then_ItIsMadeOnceAndTheOlderOneStillOpens()
    {
        (await _keys.GetOrCreateAsync(_owner, default)).Dispose();
        await _versions.AddAsync(_owner, 2, default);
        var made = (await _store.FindAsync(_owner, default))!.Versions;

        await _versions.AddAsync(_owner, 2, default);
        await _versions.AddAsync(_owner, 1, default);

        (await _store.FindAsync(_owner, default))!.Versions.Should().Equal(made).And.HaveCount(2);
        (await _keys.GetAsync(_owner, 1, default)).Dispose();
        (await _keys.GetAsync(_owner, 2, default)).Dispose();
    }

    [Fact]
    public async Task Given_AKey_When_AVersionWouldBeLeftOut_Then_ItIsRefused()
    {
        (await _keys.GetOrCreateAsync(_owner, default)).Dispose();

        await FluentActions.Awaiting(() => _versions.AddAsync(_owner, 3, default)).Should().ThrowAsync<ArgumentOutOfRangeException>();
    }

    [Fact]
    public async Task Given_ManyWhoAddTheNextVersion_When_TheyRace_Then_ThereIsOne()
    {
        (await _keys.GetOrCreateAsync(_owner, default)).Dispose();

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => _versions.AddAsync(_owner, 2, default)));

        (await _store.FindAsync(_owner, default))!.Versions.Select(key => key.Version).Should().Equal(1, 2);
    }

    [Fact]
    public async Task Given_TwoVersions_When_TheOlderIsDropped_Then_OnlyTheNewerIsLeft()
    {
        (await _keys.GetOrCreateAsync(_owner, default)).Dispose();
        await _versions.AddAsync(_owner, 2, default);

        for (var i = 0; i < 2; i++) await _versions.DropOlderAsync(_owner, 2, default);

        (await _store.FindAsync(_owner, default))!.Versions.Select(key => key.Version).Should().Equal(2);
    }

    [Fact]
    public async Task Given_AKey_When_EveryVersionWouldBeDropped_Then_ItIsRefused()
    {
        (await _keys.GetOrCreateAsync(_owner, default)).Dispose();

        await FluentActions.Awaiting(() => _versions.DropOlderAsync(_owner, 2, default)).Should().ThrowAsync<ArgumentOutOfRangeException>();

        (await _store.FindAsync(_owner, default))!.Versions.Should().ContainSingle();
    }

    [Fact]
    public async Task Given_AnErasedPerson_When_AVersionIsAddedOrDropped_Then_NoKeyComesBack()
    {
        await _keys.EraseAsync(_owner, default);

        await FluentActions.Awaiting(() => _versions.AddAsync(_owner, 1, default)).Should().ThrowAsync<UserKeyMissingException>();
        await _versions.DropOlderAsync(_owner, 1, default);

        var standing = (await _versions.FindAsync(_owner, default))!;
        (standing.Newest, standing.ErasedTs.HasValue).Should().Be((0, true));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Given_APersonWhoIsErasedMeanwhile_When_AVersionIsAddedOrDropped_Then_TheyStayErased(bool isAdded)
    {
        (await _keys.GetOrCreateAsync(_owner, default)).Dispose();
        await _versions.AddAsync(_owner, 2, default);
        _store.AfterRead = async () =>
        {
            _store.AfterRead = () => Task.CompletedTask;
            await _store.EraseAsync(_owner, new Timestamp(7), default);
        };

        if (isAdded) await FluentActions.Awaiting(() => _versions.AddAsync(_owner, 3, default)).Should().ThrowAsync<UserKeyMissingException>();
        else await _versions.DropOlderAsync(_owner, 2, default);

        (await _versions.FindAsync(_owner, default)).Should().Be(new UserKeyStanding(0, new Timestamp(7)));
    }
}
