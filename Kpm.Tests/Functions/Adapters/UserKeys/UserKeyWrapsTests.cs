using Azure.Core.Cryptography;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;
using Kpm.Core.Users.Reactions;
using Kpm.Core.Users.UseCases;
using Kpm.Functions.Adapters.UserKeys;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Functions.Adapters.UserKeys;

/// <summary>The rotation of the vault's key: every user key moves to its current version and stays the same key.</summary>
public sealed class UserKeyWrapsTests : IDisposable
{
    private static readonly RecordName Record = new("note", "1");
    private readonly InMemoryUserKeyStore _store = new();
    private readonly LocalKeyVault _vault = new();
    private readonly Mortality _mortality = new();
    private readonly List<UserId> _people = [.. Enumerable.Range(0, 5).Select(_ => new UserId(Guid.CreateVersion7()))];
    private readonly Dictionary<UserId, KeyWrap> _sealed = [];

    public void Dispose() => _vault.Dispose();

    [Fact]
    public async Task Given_KeysUnderAnOldVersion_When_Rotated_Then_AllAreUnderTheCurrentOneAndOpenWhatTheySealed()
    {
        await FillAsync();
        _vault.Rotate();

        await RotateAsync();

        await AllAreCurrentAsync();
    }

    [Fact]
    public async Task Given_AKeyInTwoVersions_When_Renewed_Then_BothAreKeptWithTheirTimes()
    {
        await FillAsync();
        await new UserKeyVersions(_store, Wrapping()).AddAsync(_people[0], 2, default);
        var before = (await _store.FindAsync(_people[0], default))!.Versions;
        _vault.Rotate();

        await RotateAsync();

        var after = (await _store.FindAsync(_people[0], default))!.Versions;
        after.Select(key => (key.Version, key.CreatedTs)).Should().Equal(before.Select(key => (key.Version, key.CreatedTs)));
        after.Should().OnlyContain(key => key.KeyEncryptionKeyId == _vault.CurrentKeyId);
        await AllAreCurrentAsync();
    }

    [Fact]
    public async Task Given_KeysUnderTheCurrentVersion_When_RotatedAgain_Then_NothingIsWrappedOrWritten()
    {
        await FillAsync();
        _vault.Rotate();
        await RotateAsync();
        var (wraps, unwraps, tags) = (_vault.Wraps, _vault.Unwraps, await TagsAsync());

        await RotateAsync();

        (_vault.Wraps, _vault.Unwraps).Should().Be((wraps, unwraps));
        (await TagsAsync()).Should().Equal(tags);
    }

    [Fact]
    public async Task Given_AnErasedPerson_When_Rotated_Then_TheMarkStays()
    {
        await FillAsync();
        await _store.EraseAsync(_people[1], new Timestamp(7), default);
        _vault.Rotate();

        await RotateAsync();

        (await _store.FindAsync(_people[1], default)).Should().BeEquivalentTo(new { ErasedTs = new Timestamp(7), Newest = 0 });
    }

    [Fact]
    public async Task Given_APersonWhoIsErasedWhileTheirKeyIsWrapped_When_ItIsToBeStored_Then_TheMarkStays()
    {
        await FillAsync();
        _vault.Rotate();
        _store.AfterRead = async () =>
        {
            _store.AfterRead = () => Task.CompletedTask;
            await _store.EraseAsync(_people[0], new Timestamp(7), default);
        };

        await Wraps().RenewAsync(_people[0], default);

        (await _store.FindAsync(_people[0], default))!.ErasedTs.Should().Be(new Timestamp(7));
    }

    [Fact]
    public async Task Given_AnotherVersionThatIsMadeWhileTheFirstIsWrapped_When_ItIsToBeStored_Then_BothAreCurrentInTheEnd()
    {
        await FillAsync();
        var versions = new UserKeyVersions(_store, Wrapping());
        _store.AfterRead = async () =>
        {
            _store.AfterRead = () => Task.CompletedTask;
            await versions.AddAsync(_people[0], 2, default);
            _vault.Rotate();
        };

        await Wraps().RenewAsync(_people[0], default);

        (await _store.FindAsync(_people[0], default))!.Versions.Select(key => (key.Version, key.KeyEncryptionKeyId))
            .Should().Equal((1, _vault.CurrentKeyId), (2, _vault.CurrentKeyId));
    }

    [Fact]
    public async Task Given_KeysUnderTwoVersions_When_Counted_Then_EachIsNamedWithItsUse()
    {
        await FillAsync();
        var old = _vault.CurrentKeyId;
        _vault.Rotate();
        await Wraps().RenewAsync(_people[0], default);
        await _store.EraseAsync(_people[1], new Timestamp(7), default);

        (await Wraps().CountAsync(default)).Should().Equal(new VaultKeyUse(old, 3, false), new VaultKeyUse(_vault.CurrentKeyId, 1, true));

        await RotateAsync();
        (await Wraps().CountAsync(default)).Should().Equal(new VaultKeyUse(_vault.CurrentKeyId, 4, true));
    }

    [Fact]
    public async Task Given_NoKeyAtAll_When_Counted_Then_TheCurrentVersionWrapsNothing() =>
        (await Wraps().CountAsync(default)).Should().Equal(new VaultKeyUse(_vault.CurrentKeyId, 0, true));

    [Fact]
    public async Task Given_AVaultThatIsDown_When_Rotated_Then_NothingIsLostAndItGoesOnLater()
    {
        await FillAsync();
        _vault.Rotate();
        _vault.IsDown = true;
        await FluentActions.Awaiting(RotateAsync).Should().ThrowAsync<IOException>();

        _vault.IsDown = false;
        await RotateAsync();

        await AllAreCurrentAsync();
    }

    /// <summary>The process dies before every call that it makes, one run per call: the end is always the same.</summary>
    [Fact]
    public async Task Given_AProcessThatDiesBeforeAnyCall_When_TheRotationGoesOn_Then_NoKeyIsLost()
    {
        var calls = 0;
        for (var call = 1; call == 1 || call <= calls; call++)
        {
            using var world = new UserKeyWrapsTests();
            await world.FillAsync();
            world._vault.Rotate();
            world._mortality.DiesAt = call;
            await world.RotateThroughDeathAsync();
            calls = world._mortality.Calls;

            await world.AllAreCurrentAsync();
        }

        calls.Should().BeGreaterThan(20);
    }

    private async Task FillAsync()
    {
        using var keys = new KeyVaultUserKeys(_store, Wrapping(), TimeProvider.System, UserKeyCacheOptions.Default);
        foreach (var person in _people)
        {
            using var key = await keys.GetOrCreateAsync(person, default);
            using var dataKey = DataKey.Generate();
            _sealed[person] = key.Wrap(dataKey, Record);
        }
    }

    private async Task AllAreCurrentAsync()
    {
        using var keys = new KeyVaultUserKeys(_store, Wrapping(), TimeProvider.System, UserKeyCacheOptions.Default);
        foreach (var person in _people)
        {
            (await _store.FindAsync(person, default))!.Versions.Should().OnlyContain(key => key.KeyEncryptionKeyId == _vault.CurrentKeyId);
            using var key = await keys.GetAsync(person, 1, default);
            key.Unwrap(_sealed[person], Record).Dispose();
        }
    }

    private async Task<List<string?>> TagsAsync()
    {
        var tags = new List<string?>();
        foreach (var person in _people) tags.Add((await _store.FindAsync(person, default))!.ETag);
        return tags;
    }

    private async Task RotateThroughDeathAsync()
    {
        try
        {
            await RotateAsync();
        }
        catch (Exception death) when (death is DiedException || death.InnerException is DiedException)
        {
            // The message is delivered again; the page that was under way begins anew.
            await RotateAsync();
        }
    }

    private async Task RotateAsync()
    {
        var pages = new FakeWorkQueue<RewrapUserKeys>();
        await new RotateVaultKeyHandler(pages).HandleAsync(new RotateVaultKey(Guid.NewGuid()), default);
        var handler = new RewrapUserKeysHandler(Wraps(), _mortality.Before<IWorkQueue<RewrapUserKeys>>(pages));
        for (var page = 0; page < pages.Sent.Count; page++) await handler.HandleAsync(pages.Sent[page].Work, default);
        pages.Sent.Select(sent => sent.Id).Should().OnlyHaveUniqueItems();
    }

    private UserKeyWraps Wraps() => new(_mortality.Before<IUserKeyStore>(_store), new UserKeyWrapping(_mortality.Before<IKeyEncryptionKeyResolver>(_vault), _vault, new FakeUnwrapLedger(), TimeProvider.System));

    private UserKeyWrapping Wrapping() => new(_vault, _vault, new FakeUnwrapLedger(), TimeProvider.System);
}
