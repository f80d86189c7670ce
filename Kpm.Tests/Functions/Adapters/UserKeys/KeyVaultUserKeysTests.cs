using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;
using Kpm.Functions.Adapters.UserKeys;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Functions.Adapters.UserKeys;

public sealed partial class KeyVaultUserKeysTests : IDisposable
{
    private static readonly RecordName Record = new("note", "1");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly UserId _owner = new(Guid.CreateVersion7());
    private readonly InMemoryUserKeyStore _store = new();
    private readonly LocalKeyVault _vault = new();
    private readonly ManualClock _clock = new();
    private readonly FakeUnwrapLedger _ledger = new();
    private readonly List<KeyVaultUserKeys> _instances = [];

    public void Dispose()
    {
        _instances.ForEach(instance => instance.Dispose());
        _vault.Dispose();
    }

    [Fact]
    public async Task Given_Nobody_When_AKeyIsAsked_Then_ItIsMissing()
    {
        var keys = Instance();

        await MissingAsync(() => keys.GetAsync(_owner, default));
        await MissingAsync(() => keys.GetAsync(_owner, 1, default));
    }

    [Fact]
    public async Task Given_AKey_When_ReadByAnotherInstance_Then_ItIsTheSame()
    {
        using var created = await Instance().GetOrCreateAsync(_owner, default);

        using var read = await Instance().GetAsync(_owner, default);

        created.Version.Should().Be(1);
        AreTheSame(created, read).Should().BeTrue();
    }

    [Fact]
    public async Task Given_AKey_When_Stored_Then_TheDocumentNamesTheVaultsKeyWithItsVersion()
    {
        (await Instance().GetOrCreateAsync(_owner, default)).Dispose();

        var stored = (await _store.FindAsync(_owner, default))!.Versions.Should().ContainSingle().Subject;
        stored.KeyEncryptionKeyId.Should().Be(_vault.CurrentKeyId);
        stored.Algorithm.Should().Be("RSA-OAEP-256");
        stored.Version.Should().Be(1);
        stored.WrappedKey.Should().HaveCount(256);
        stored.CreatedTs.Should().Be(Timestamp.From(_clock.GetUtcNow()));
    }

    [Theory]
    [InlineData("https://kpm-test.vault.azure.net/keys/user-keys")]
    [InlineData("https://kpm-test.vault.azure.net/secrets/user-keys/1")]
    public async Task Given_AVaultKeyWithoutVersion_When_AKeyIsMade_Then_ItIsRefused(string keyId)
    {
        _vault.CurrentKeyId = keyId;
        var keys = Instance();

        await FluentActions.Awaiting(() => keys.GetOrCreateAsync(_owner, default)).Should().ThrowAsync<InvalidOperationException>();

        (await _store.FindAsync(_owner, default)).Should().BeNull();
    }

    [Fact]
    public async Task Given_TwoCreators_When_TheyRace_Then_BothHaveTheSameKey()
    {
        var (one, two) = (Instance(), Instance());
        var bothRead = new TaskCompletionSource();
        var reads = 0;
        _store.AfterRead = () =>
        {
            if (Interlocked.Increment(ref reads) == 2) bothRead.SetResult();
            return bothRead.Task;
        };

        var keys = await Task.WhenAll(one.GetOrCreateAsync(_owner, default), two.GetOrCreateAsync(_owner, default));

        _vault.Wraps.Should().Be(2, "both found nothing");
        AreTheSame(keys[0], keys[1]).Should().BeTrue();
    }

    [Fact]
    public async Task Given_ACreator_When_AnotherOneReadBeforeTheKeyWasStored_Then_NeitherMissesIt()
    {
        var keys = Instance();
        var (isRead, mayAnswer) = (new TaskCompletionSource(), new TaskCompletionSource());
        var late = Task.FromResult<UserKey?>(null);
        _store.BeforeCreate = async () =>
        {
            _store.BeforeCreate = () => Task.CompletedTask;
            _store.AfterRead = () =>
            {
                _store.AfterRead = () => Task.CompletedTask;
                isRead.SetResult();
                return mayAnswer.Task;
            };
            late = keys.GetOrCreateAsync(_owner, default)!;
            await isRead.Task;
        };

        using var early = await keys.GetOrCreateAsync(_owner, default).WaitAsync(Patience);
        mayAnswer.SetResult();

        using var same = await late;
        AreTheSame(early, same!).Should().BeTrue();
    }

    [Fact]
    public async Task Given_AKeptKey_When_UsedAgain_Then_NeitherVaultNorStoreIsAsked()
    {
        var keys = Instance();
        (await keys.GetOrCreateAsync(_owner, default)).Dispose();
        var (calls, wraps, unwraps) = (_store.Calls, _vault.Wraps, _vault.Unwraps);

        (await keys.GetAsync(_owner, default)).Dispose();
        (await keys.GetAsync(_owner, 1, default)).Dispose();
        (await keys.GetOrCreateAsync(_owner, default)).Dispose();

        (_store.Calls, _vault.Wraps, _vault.Unwraps).Should().Be((calls, wraps, unwraps));
    }

    [Fact]
    public async Task Given_ARotatedVaultKey_When_AnOldUserKeyIsRead_Then_TheOldVersionUnwrapsIt()
    {
        using var before = await Instance().GetOrCreateAsync(_owner, default);
        _vault.Rotate();

        using var after = await Instance().GetAsync(_owner, default);

        AreTheSame(before, after).Should().BeTrue();
    }

    [Fact]
    public async Task Given_AUserKeyRotatedElsewhere_When_AWrapNamesTheNewVersion_Then_ItIsFoundAtOnce()
    {
        var keys = Instance();
        (await keys.GetOrCreateAsync(_owner, default)).Dispose();
        var stored = (await _store.FindAsync(_owner, default))!;
        _store.Put(_owner, stored with { Versions = [.. stored.Versions, stored.Versions[0] with { Version = 2 }] });

        using var second = await keys.GetAsync(_owner, 2, default);
        using var first = await keys.GetAsync(_owner, 1, default);
        using var current = await keys.GetAsync(_owner, default);

        (first.Version, second.Version, current.Version).Should().Be((1, 2, 2));
        await MissingAsync(() => keys.GetAsync(_owner, 3, default));
    }

    [Fact]
    public async Task Given_ADocumentThatNamesAnotherAlgorithm_When_Read_Then_ItIsBroken()
    {
        (await Instance().GetOrCreateAsync(_owner, default)).Dispose();
        var stored = (await _store.FindAsync(_owner, default))!;
        _store.Put(_owner, stored with { Versions = [stored.Versions[0] with { Algorithm = "RSA1_5" }] });

        var keys = Instance();

        await FluentActions.Awaiting(() => keys.GetAsync(_owner, default)).Should().ThrowAsync<SealBrokenException>();
    }

    [Fact]
    public async Task Given_AVaultThatIsDown_When_ItIsBack_Then_TheKeyIsRead()
    {
        (await Instance().GetOrCreateAsync(_owner, default)).Dispose();
        var keys = Instance();
        _vault.IsDown = true;
        await FluentActions.Awaiting(() => keys.GetAsync(_owner, default)).Should().ThrowAsync<IOException>();

        _vault.IsDown = false;

        (await keys.GetAsync(_owner, default)).Dispose();
    }

    [Fact]
    public async Task Given_AKeyThatIsInMemory_When_Asked_Then_OnlyItsOpeningByTheVaultWasCounted()
    {
        (await Instance().GetOrCreateAsync(_owner, default)).Dispose();
        _ledger[_owner].Should().Be(1);
        var keys = Instance();

        for (var i = 0; i < 3; i++) (await keys.GetAsync(_owner, default)).Dispose();

        _ledger[_owner].Should().Be(2);
        _ledger[new UserId(Guid.CreateVersion7())].Should().Be(0);
    }

    [Fact]
    public async Task Given_ALedgerThatIsAway_When_AKeyIsAsked_Then_ItIsNotOpened()
    {
        (await Instance().GetOrCreateAsync(_owner, default)).Dispose();
        _ledger.IsAway = true;

        await FluentActions.Awaiting(() => Instance().GetAsync(_owner, default)).Should().ThrowAsync<TimeoutException>();
    }

    private KeyVaultUserKeys Instance()
    {
        var instance = new KeyVaultUserKeys(_store, new UserKeyWrapping(_vault, _vault, _ledger, _clock), _clock, UserKeyCacheOptions.Default);
        _instances.Add(instance);
        return instance;
    }

    private static bool AreTheSame(UserKey one, UserKey two)
    {
        using var dataKey = DataKey.Generate();
        var payload = RecordSeal.Seal(dataKey, Record, 1, [1]);
        using var opened = two.Unwrap(one.Wrap(dataKey, Record), Record);
        return RecordSeal.Open(opened, Record, 1, payload) is [1];
    }

    private static async Task MissingAsync(Func<Task<UserKey>> asking) => await asking.Should().ThrowAsync<UserKeyMissingException>();
}
