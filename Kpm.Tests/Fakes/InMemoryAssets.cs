using Kpm.Core.Assets;
using Kpm.Core.Shared;

namespace Kpm.Tests.Fakes;

public sealed class InMemoryAssets() : InMemoryRepository<Asset, AssetId, AssetState>(Asset.Load), IAssets;

public sealed class InMemoryReleases() : InMemoryRepository<AssetRelease, ReleaseId, ReleaseState>(AssetRelease.Load), IReleases
{
    public Task<IReadOnlyList<ReleaseId>> FindOfAsync(UserId person, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ReleaseId>>([.. All.Where(release => release.IsParty(person)).Select(release => release.Id)]);
}
