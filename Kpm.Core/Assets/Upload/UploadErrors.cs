using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <summary>It was completed, given up or refused, or its time is over.</summary>
public sealed record UploadEnded() : Error(ErrorKind.Conflict, "upload_ended", "This upload has ended.");

public sealed record PartEmpty() : Error(ErrorKind.Invalid, "part_empty", "A part has at least 1 byte.");

public sealed record PartTooLarge() : Error(ErrorKind.TooLarge, "part_too_large", "A part has at most 95 MiB.");

/// <summary>A part that is named has not arrived.</summary>
public sealed record PartMissing(int Number) : Error(ErrorKind.Conflict, "part_missing", $"Part {Number} has not arrived.");

/// <summary>A part that arrived is not named: to leave it out in silence could lose it.</summary>
public sealed record PartNotNamed(int Number) : Error(ErrorKind.Conflict, "part_not_named", $"Part {Number} arrived and is not named.");

/// <summary>What arrived is not what was meant.</summary>
public sealed record DigestMismatch() : Error(ErrorKind.Invalid, "digest_mismatch", "The bytes that arrived have another digest.");
