using System.Collections.Immutable;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets;

/// <summary>The stored part of an <see cref="Asset"/>.</summary>
public sealed record AssetState : AggregateState
{
    /// <summary>An ordered set, never empty.</summary>
    public required ImmutableArray<UserId> Owners { get; init; }

    /// <summary>An <see cref="AssetContent"/>; its data key also opens the file.</summary>
    public required SealedRecord Sealed { get; init; }

    /// <summary>Media type as declared.</summary>
    public required string FileType { get; init; }

    public required long DeclaredSizeBytes { get; init; }

    /// <summary>Null until the file is uploaded.</summary>
    public SealedFile? File { get; init; }

    /// <summary>Null unless one was made; a <see cref="Picture.ThumbnailType"/> under the asset's data key.</summary>
    public SealedFile? Thumbnail { get; init; }

    public bool ExtraPrivate { get; init; }

    public bool Bookmarked { get; init; }

    /// <summary>The release that hides the asset.</summary>
    public ReleaseId? HeldBy { get; init; }

    /// <summary>When the asset is to be shredded; null unless it is in the trash.</summary>
    public Timestamp? ShredTs { get; init; }

    /// <summary>The releases that delivered the asset, oldest first: none does it twice.</summary>
    public ImmutableArray<ReleaseId> DeliveredBy { get; init; } = [];

    /// <summary>What can be said of the last delivery; null when there was none, when it was taken back, and of one from before this was recorded.</summary>
    public AssetDelivery? LastDelivery { get; init; }

    /// <summary>The releases that do not deliver it any more: they were revoked, and it was taken back, or had not been delivered; or they could not deliver it.</summary>
    public ImmutableArray<RevokedDelivery> RevokedBy { get; init; } = [];

    /// <summary>The id (<c>jti</c>) of the token that the file was uploaded with.</summary>
    public string? UsedUploadToken { get; init; }

    /// <summary>The size that counts: measured when there is a file, else declared.</summary>
    public long SizeBytes => File?.SizeBytes ?? DeclaredSizeBytes;

    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => $"AssetState {{ Lifecycle = {Lifecycle} }}";
}
