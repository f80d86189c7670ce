using System.Collections.Immutable;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Exports;

/// <summary>What is said about an archive to its owner alone.</summary>
/// <param name="Missing">What could not be opened, and so is not in the archive, or not whole.</param>
[ContentSchema(1)]
public sealed record ExportContent(ImmutableArray<MissingEntry> Missing);
