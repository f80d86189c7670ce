using Kpm.Core.Assets;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Functions.Adapters.Cosmos.Assets;

public sealed class FakeAssetRowsTests : AssetRowsContract
{
    private readonly FakeAssetRows _rows = new();

    protected override IAssetRows Rows => _rows;

    protected override IAssetList List => _rows;
}

public sealed class FakeReleaseRowsTests : ReleaseRowsContract
{
    private readonly FakeReleaseRows _rows = new();

    protected override IReleaseRows Rows => _rows;

    protected override IReleaseList List => _rows;
}

public sealed class FakeQuotaTests : AssetQuotaContract
{
    protected override IAssetQuota Quota { get; } = new FakeQuota(QuotaBytes);
}
