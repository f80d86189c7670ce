using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <summary>All parts of a file are there: it is to be verified, and the asset to get it.</summary>
[EventName("upload_completed.v1")]
public sealed record UploadCompleted(UploadId Upload, AssetId Asset) : DomainEvent;
