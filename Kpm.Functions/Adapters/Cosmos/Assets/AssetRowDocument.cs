using System.Collections.Immutable;
using Kpm.Core.Assets;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Functions.Adapters.Cosmos.Assets;

/// <summary>Where a row stands; what a list shows is <see cref="Active"/>.</summary>
internal enum AssetRowState
{
    /// <summary>Space was set aside; there may be no asset yet.</summary>
    Reserved,
    Pending,
    Active,
    Hidden,
    Trashed,

    /// <summary>The owner no longer owns the asset; stays a while so that an older version does not come back.</summary>
    Gone,
}

/// <summary>One row per owner and asset, in the owner's partition of <c>assetsByOwner</c>. What it counts against the quota is part of it.</summary>
internal sealed record AssetRowDocument : IRow
{
    private const int GoneIsKeptSeconds = 30 * 24 * 3600;

    public required string Id { get; init; }

    public required string Pk { get; init; }

    public string Type { get; init; } = "assetRow";

    public int SchemaVersion { get; init; } = 1;

    public required long Version { get; init; }

    public required AssetRowState State { get; init; }

    /// <summary>Whether there is no file yet, also while the asset is in the trash.</summary>
    public bool IsPending { get; init; }

    /// <summary>Bytes that count against the owner's quota.</summary>
    public required long QuotaBytes { get; init; }

    public required Timestamp CreatedTs { get; init; }

    public Timestamp? ModifiedTs { get; init; }

    public bool HasThumbnail { get; init; }

    public Timestamp? ShredTs { get; init; }

    /// <summary>The content, sealed for this owner alone.</summary>
    public SealedRecord? Sealed { get; init; }

    public ImmutableArray<UserId> Owners { get; init; } = [];

    public string FileType { get; init; } = "";

    public bool Bookmarked { get; init; }

    public bool ExtraPrivate { get; init; }

    public int? Ttl { get; init; }

    public static RecordName RecordOf(UserId owner, AssetId asset) => new("assetRow", $"{owner}/{asset}");

    public static AssetRowDocument Reserve(UserId owner, AssetId asset, long bytes, Timestamp createdTs) => new()
    {
        Id = asset.ToString(),
        Pk = owner.ToString(),
        Version = 0,
        State = AssetRowState.Reserved,
        QuotaBytes = bytes,
        CreatedTs = createdTs,
    };

    public static AssetRowDocument Gone(UserId owner, AssetId asset, long version, Timestamp createdTs) =>
        Reserve(owner, asset, 0, createdTs) with { Version = version, State = AssetRowState.Gone, Ttl = GoneIsKeptSeconds };

    public static AssetRowDocument Of(UserId owner, AssetRow row, SealedRecord content) => new()
    {
        Id = row.Id.ToString(),
        Pk = owner.ToString(),
        Version = row.Version,
        State = StateOf(row),
        IsPending = row.Lifecycle == Lifecycle.Pending,
        QuotaBytes = row.SizeBytes,
        CreatedTs = row.CreatedTs,
        ModifiedTs = row.ModifiedTs,
        HasThumbnail = row.HasThumbnail,
        ShredTs = row.ShredTs,
        Sealed = content,
        Owners = row.Owners,
        FileType = row.FileType,
        Bookmarked = row.Bookmarked,
        ExtraPrivate = row.ExtraPrivate,
    };

    public AssetRow Open(AssetContent content) => new(
        EntityId.Parse<AssetId>(Id),
        Version,
        IsPending || State == AssetRowState.Pending ? Lifecycle.Pending : Lifecycle.Active,
        State == AssetRowState.Hidden,
        Owners,
        content,
        FileType,
        QuotaBytes,
        ExtraPrivate,
        Bookmarked,
        CreatedTs,
        ModifiedTs,
        HasThumbnail,
        ShredTs);

    private static AssetRowState StateOf(AssetRow row) => row switch
    {
        { ShredTs: not null } => AssetRowState.Trashed,
        { IsHidden: true } => AssetRowState.Hidden,
        { Lifecycle: Lifecycle.Active } => AssetRowState.Active,
        _ => AssetRowState.Pending,
    };
}
