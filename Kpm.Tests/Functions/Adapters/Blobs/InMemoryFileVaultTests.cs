using Kpm.Core.Shared.Sealing;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Functions.Adapters.Blobs;

public sealed class InMemoryFileVaultTests : FileVaultContract
{
    private readonly InMemoryFileVault _vault;

    public InMemoryFileVaultTests() => _vault = new InMemoryFileVault(UserKeys);

    protected override IFileVault Vault => _vault;

    protected override Task ReplaceAsync(string location, Func<byte[], byte[]> change)
    {
        _vault.Blobs[location] = change(_vault.Blobs[location]);
        return Task.CompletedTask;
    }
}
