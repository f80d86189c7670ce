using Kpm.Functions.Adapters.UserKeys;

namespace Kpm.Tests.Functions.Adapters.UserKeys;

public sealed class InMemoryUserKeyStoreTests : UserKeyStoreContract
{
    protected override IUserKeyStore Store { get; } = new InMemoryUserKeyStore();
}
