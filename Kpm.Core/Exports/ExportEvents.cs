using Kpm.Core.Shared;

namespace Kpm.Core.Exports;

/// <summary>A person wants everything that is theirs: the archive is to be made.</summary>
[EventName("export_requested.v1")]
public sealed record ExportRequested(ExportId Export, UserId Owner) : DomainEvent;

/// <summary>The archive can be read.</summary>
/// <param name="Export">The export.</param>
/// <param name="Owner">Whose.</param>
/// <param name="Until">Until when.</param>
[EventName("export_ready.v1")]
public sealed record ExportReady(ExportId Export, UserId Owner, Timestamp Until) : DomainEvent;

/// <summary>There is no archive, or none any more: its blobs are to be deleted.</summary>
[EventName("export_ended.v1")]
public sealed record ExportEnded(ExportId Export, UserId Owner) : DomainEvent;
