using Kpm.Core.Shared;

namespace Kpm.Core.Exports;

/// <summary>The archive of an export that is not ready, or not any more.</summary>
public sealed record ArchiveNotThere() : Error(ErrorKind.NotFound, "not_found", "The archive is not there yet, or not any more.");
