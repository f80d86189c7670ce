using System.Text.Json;
using Kpm.Core.Shared.Sealing;
using Kpm.Functions.Adapters.Sealing;
using Kpm.Functions.Adapters.UserKeys;
using Kpm.Tests.Fakes;
using Kpm.Tests.Functions.Adapters.UserKeys;

namespace Kpm.Tests.Functions.Adapters.Sealing;

/// <summary>Over user keys in memory, as other tests use it.</summary>
public sealed class ContentSealerTests : ContentSealerContract
{
    public ContentSealerTests() => Sealer = new ContentSealer(UserKeys, JsonSerializerOptions.Web);

    protected override IUserKeys UserKeys { get; } = new InMemoryUserKeys();

    protected override IUserKeyVersions Versions => (InMemoryUserKeys)UserKeys;

    protected override IContentSealer Sealer { get; }
}

/// <summary>Over user keys that a vault wraps.</summary>
public sealed class ContentSealerOverKeyVaultTests : ContentSealerContract, IDisposable
{
    private readonly LocalKeyVault _vault = new();
    private readonly InMemoryUserKeyStore _store = new();
    private readonly KeyVaultUserKeys _userKeys;

    public ContentSealerOverKeyVaultTests()
    {
        var wrapping = new UserKeyWrapping(_vault, _vault, new FakeUnwrapLedger(), TimeProvider.System);
        _userKeys = new KeyVaultUserKeys(_store, wrapping, TimeProvider.System, UserKeyCacheOptions.Default);
        Versions = new UserKeyVersions(_store, wrapping);
        Sealer = new ContentSealer(_userKeys, JsonSerializerOptions.Web);
    }

    protected override IUserKeys UserKeys => _userKeys;

    protected override IUserKeyVersions Versions { get; }

    protected override IContentSealer Sealer { get; }

    public void Dispose()
    {
        _userKeys.Dispose();
        _vault.Dispose();
    }
}
