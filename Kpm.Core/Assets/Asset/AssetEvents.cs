using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <summary>An asset was created, and waits for its file.</summary>
[EventName("asset_declared.v1")]
public sealed record AssetDeclared(AssetId Asset) : DomainEvent;

/// <summary>The file of an asset was stored for the first time: the asset is active.</summary>
[EventName("asset_created.v1")]
public sealed record AssetCreated(AssetId Asset, ImmutableArray<UserId> Owners) : DomainEvent;

/// <summary>A thumbnail of an asset was made.</summary>
[EventName("asset_pictured.v1")]
public sealed record AssetPictured(AssetId Asset) : DomainEvent;

/// <summary>What is said about an asset changed.</summary>
[EventName("asset_updated.v1")]
public sealed record AssetUpdated(AssetId Asset) : DomainEvent;

/// <summary>The last owner of an asset put it into the trash.</summary>
[EventName("asset_trashed.v1")]
public sealed record AssetTrashed(AssetId Asset) : DomainEvent;

/// <summary>The owner of an asset took it out of the trash.</summary>
[EventName("asset_restored.v1")]
public sealed record AssetRestored(AssetId Asset) : DomainEvent;

/// <summary>The owner of an asset in the trash wants it shredded now.</summary>
[EventName("asset_discarded.v1")]
public sealed record AssetDiscarded(AssetId Asset) : DomainEvent;

/// <summary>An asset ended: its content cannot be opened any more, and its file is to be deleted.</summary>
[EventName("asset_removed.v1")]
public sealed record AssetRemoved(AssetId Asset, ImmutableArray<UserId> Owners) : DomainEvent;

/// <summary>A release took hold of an asset, which is hidden from now on.</summary>
[EventName("asset_held.v1")]
public sealed record AssetHeld(AssetId Asset, ReleaseId Release) : DomainEvent;

/// <summary>A release let go of an asset without moving it.</summary>
[EventName("asset_let_go.v1")]
public sealed record AssetLetGo(AssetId Asset, ReleaseId Release) : DomainEvent;

/// <summary>The owners of an asset are these: a release delivered it and holds it no more, or, without a release, an owner left.</summary>
[EventName("asset_ownership_changed.v1")]
public sealed record AssetOwnershipChanged(AssetId Asset, ImmutableArray<UserId> Owners, ImmutableArray<UserId> PreviousOwners, ReleaseId? Release) : DomainEvent;
