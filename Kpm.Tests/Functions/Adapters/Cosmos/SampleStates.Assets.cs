using Kpm.Core.Assets;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Tests.Functions.Adapters.Cosmos;

/// <content>Assets and their uploads.</content>
internal static partial class SampleStates
{
    public static AssetState Asset => new()
    {
        CreatedTs = Now,
        ModifiedTs = Changes,
        Lifecycle = Lifecycle.Active,
        Owners = [Ben, Anna],
        Sealed = Sealed,
        FileType = "image/jpeg",
        DeclaredSizeBytes = 5_000_000_000,
        File = new SealedFile("0000/00000000-0000-0000-0000-000000000001/1.enc", 4_999_999_999, new string('c', 64), "kpm-4m"),
        Thumbnail = new SealedFile("0000/00000000-0000-0000-0000-000000000001/2.enc", 20_000, new string('d', 64), "kpm-4m"),
        ExtraPrivate = true,
        Bookmarked = true,
        HeldBy = Release(1),
        DeliveredBy = [Release(2), Release(3)],
        UsedUploadToken = "jti",
        ShredTs = Now + TimeSpan.FromDays(30),
        LastDelivery = new AssetDelivery(Release(3), Ben, [Ben, Anna]) { Downloads = [new AssetDownload(Anna, Now)] },
        RevokedBy = [new RevokedDelivery(Release(2), [Ben])],
    };

    /// <summary>An asset as it was stored before it could be taken back.</summary>
    public static AssetState AssetThatStays => Asset with { LastDelivery = null, RevokedBy = [] };

    /// <summary>An asset as it was stored before there were a trash and thumbnails.</summary>
    public static AssetState FirstAsset => AssetThatStays with { ShredTs = null, Thumbnail = null };

    public static UploadState Upload => new()
    {
        CreatedTs = Now,
        ModifiedTs = Changes,
        Lifecycle = Lifecycle.Inactive,
        Asset = AssetNo(1),
        Owner = Anna,
        TokenId = "jti",
        ExpiresTs = Now + TimeSpan.FromHours(24),
        Status = UploadStatus.Failed,
        ReceivedBytes = 5_000_000_000,
        Table = new Guid(1, 15, 0, [0, 0, 0, 0, 0, 0, 0, 0]),
        Declared = new string('d', 64),
        DeclaredSha256 = new string('e', 64),
        CompletedTs = Now + TimeSpan.FromHours(1),
        EndedTs = Now + TimeSpan.FromHours(2),
        Problem = "digest_mismatch",
        NextCheckAt = Now + TimeSpan.FromHours(3),
    };

    public static ArrivedPart Part => new(10_000, new Guid(2, 15, 0, [0, 0, 0, 0, 0, 0, 0, 0]), 99_614_720, new string('f', 64), Now);
}
