using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <summary>An asset as its owners see it, opened.</summary>
/// <param name="Id">The asset.</param>
/// <param name="Version">The aggregate's version.</param>
/// <param name="Lifecycle">Pending or active where an owner can see it.</param>
/// <param name="IsHidden">A release holds it: it is in no list.</param>
/// <param name="Owners">All owners, in order.</param>
/// <param name="Content">What was sealed.</param>
/// <param name="FileType">Media type as declared.</param>
/// <param name="SizeBytes">Measured; as declared while there is no file.</param>
/// <param name="ExtraPrivate">The owners' mark.</param>
/// <param name="Bookmarked">The owners' mark.</param>
/// <param name="CreatedTs">When it was created.</param>
/// <param name="ModifiedTs">When it last changed; null if never.</param>
/// <param name="HasThumbnail">Whether there is a thumbnail.</param>
/// <param name="ShredTs">When it is to be shredded; null unless it is in the trash.</param>
public sealed record AssetRow(
    AssetId Id,
    long Version,
    Lifecycle Lifecycle,
    bool IsHidden,
    ImmutableArray<UserId> Owners,
    AssetContent Content,
    string FileType,
    long SizeBytes,
    bool ExtraPrivate,
    bool Bookmarked,
    Timestamp CreatedTs,
    Timestamp? ModifiedTs,
    bool HasThumbnail,
    Timestamp? ShredTs)
{
    public static AssetRow Of(Asset asset, AssetContent content) => new(
        asset.Id,
        asset.Version,
        asset.State.Lifecycle,
        asset.IsHidden,
        asset.State.Owners,
        content,
        asset.State.FileType,
        asset.State.SizeBytes,
        asset.State.ExtraPrivate,
        asset.State.Bookmarked,
        asset.State.CreatedTs,
        asset.State.LastModifiedTs,
        asset.State.Thumbnail is not null,
        asset.State.ShredTs);
}
