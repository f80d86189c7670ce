using Kpm.Core.Assets;
using Kpm.Core.Shared;

namespace Kpm.Tests.Fakes;

/// <summary>Notes what was reported.</summary>
public sealed class FakeVaultReports : IVaultReports
{
    public List<(AssetId Asset, string Location, string Code)> Files { get; } = [];

    public List<(OrphanKind Kind, int Count)> Repairs { get; } = [];

    public Task ReportFileAsync(AssetId asset, string location, string code, CancellationToken cancellationToken)
    {
        Files.Add((asset, location, code));
        return Task.CompletedTask;
    }

    public void ReportRepairs(OrphanKind kind, int count)
    {
        if (count > 0) Repairs.Add((kind, count));
    }
}
