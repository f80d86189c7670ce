using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets.Reactions;

/// <summary>Every release of a person, whatever became of it, is wrapped under the new version of the person's key.</summary>
public sealed class RewrapReleases(IReleases releases, IContentSealer sealer) : RewrapRecords<AssetRelease, ReleaseId>("releases", sealer)
{
    protected override Task<IReadOnlyList<ReleaseId>> FindIdsAsync(UserId person, CancellationToken cancellationToken) => releases.FindOfAsync(person, cancellationToken);

    protected override Task<AssetRelease?> FindAsync(UserId person, ReleaseId id, CancellationToken cancellationToken) => releases.FindAsync(id, cancellationToken);

    protected override RecordName RecordOf(ReleaseId id) => AssetRelease.RecordOf(id);

    protected override SealedRecord? SealedOf(AssetRelease record) => record.State.Sealed;

    protected override void Renew(AssetRelease record, SealedRecord renewed) => record.RenewWrap(renewed);

    protected override Task SaveAsync(AssetRelease record, CancellationToken cancellationToken) => releases.SaveAsync(record, cancellationToken);
}
