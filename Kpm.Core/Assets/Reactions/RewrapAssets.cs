using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets.Reactions;

/// <summary>Every asset of a person, and with it its file, is wrapped under the new version of the person's key. The wraps of other owners stay.</summary>
public sealed class RewrapAssets(IAssets assets, IContentSealer sealer) : RewrapRecords<Asset, AssetId>("assets", sealer)
{
    protected override Task<IReadOnlyList<AssetId>> FindIdsAsync(UserId person, CancellationToken cancellationToken) => assets.FindOwnedAsync(person, cancellationToken);

    protected override Task<Asset?> FindAsync(UserId person, AssetId id, CancellationToken cancellationToken) => assets.FindAsync(id, cancellationToken);

    protected override RecordName RecordOf(AssetId id) => Asset.RecordOf(id);

    protected override SealedRecord? SealedOf(Asset record) => record.State.Sealed;

    protected override void Renew(Asset record, SealedRecord renewed) => record.RenewWrap(renewed);

    protected override Task SaveAsync(Asset record, CancellationToken cancellationToken) => assets.SaveAsync(record, cancellationToken);
}
