using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <summary>The file of an asset was stored for the first time: the asset is active.</summary>
[EventName("asset_created.v1")]
public sealed record AssetCreated(AssetId Asset, ImmutableArray<UserId> Owners) : DomainEvent;

/// <summary>A release took hold of an asset, which is hidden from now on.</summary>
[EventName("asset_held.v1")]
public sealed record AssetHeld(AssetId Asset, ReleaseId Release) : DomainEvent;

/// <summary>A release let go of an asset without moving it.</summary>
[EventName("asset_let_go.v1")]
public sealed record AssetLetGo(AssetId Asset, ReleaseId Release) : DomainEvent;

/// <summary>An asset was delivered: its owners are these, and the release holds it no more.</summary>
[EventName("asset_ownership_changed.v1")]
public sealed record AssetOwnershipChanged(AssetId Asset, ImmutableArray<UserId> Owners, ImmutableArray<UserId> PreviousOwners, ReleaseId? Release) : DomainEvent;
