using Kpm.Core.Users.Keep;
using Kpm.Functions.Adapters.Cosmos;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Functions.Adapters.Cosmos;

public sealed class InMemoryKeepRowsTests : KeepRowsContract
{
    protected override IKeepRows Rows { get; } = new InMemoryKeepRows();
}

[Collection(nameof(LocalStores))]
public sealed class CosmosKeepRowsTests(LocalStores stores) : KeepRowsContract
{
    protected override IKeepRows Rows { get; } = new KeepRows(stores.Database);
}
