using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

public sealed record InvalidTitle() : Error(ErrorKind.Unprocessable, "invalid_title", "A title has 1 to 64 characters and no line break.");

public sealed record NotOwner() : Error(ErrorKind.Invalid, "not_owner", "Whoever creates an asset must be one of its owners.");

public sealed record CoOwnerNotKeep() : Error(ErrorKind.Invalid, "co_owner_not_keep", "Every other owner must be a keep of the creator.");

/// <summary>Upload only: unknown, hidden, ended or somebody else's.</summary>
public sealed record AssetNotFound() : Error(ErrorKind.Invalid, "asset_not_found", "There is no such asset.");

public sealed record TokenAssetMismatch() : Error(ErrorKind.Invalid, "token_asset_mismatch", "The upload token is for another asset.");

public sealed record FileNameMismatch() : Error(ErrorKind.Invalid, "file_name_mismatch", "The file does not have the declared name.");

public sealed record FileTypeMismatch() : Error(ErrorKind.Invalid, "file_type_mismatch", "The file does not have the declared type.");

public sealed record FileTooLarge() : Error(ErrorKind.TooLarge, "file_too_large", "The file is too large.");

public sealed record QuotaExceeded() : Error(ErrorKind.TooLarge, "quota_exceeded", "There is not enough space left.");

/// <summary>The file of an asset that was not uploaded yet.</summary>
public sealed record FileNotUploaded() : Error(ErrorKind.NotFound, "not_found", "The file was not uploaded yet.");

/// <summary>No thumbnail was made: not yet, or the file is no image that can be read.</summary>
public sealed record ThumbnailNotFound() : Error(ErrorKind.NotFound, "not_found", "There is no thumbnail.");

/// <summary>Another release holds the asset.</summary>
public sealed record AssetHeldByAnother() : Error(ErrorKind.Conflict, "asset_held", "Another release holds this asset.");

/// <summary>The release may not hold or move the asset: it is gone, not active, or its owner does not own it any more.</summary>
public sealed record AssetUnavailable() : Error(ErrorKind.Conflict, "asset_unavailable", "This asset cannot be released.");

/// <summary>A list by this order would open too many rows.</summary>
public sealed record TooManyToOrder() : Error(ErrorKind.Unprocessable, "too_many_to_order", "There are too many assets for this order.");

/// <summary>Its file came already, or it is in the trash.</summary>
public sealed record AwaitsNoFile() : Error(ErrorKind.Conflict, "conflict", "The asset waits for no file.");

/// <summary>Others changed it while its file was stored.</summary>
public sealed record AssetChanged() : Error(ErrorKind.Conflict, "conflict", "The asset was changed meanwhile.");
