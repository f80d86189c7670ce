using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Exports;

/// <summary>Makes the archive of everything that a person owns.</summary>
public sealed class ArchiveMaker(IEnumerable<IExportSource> sources, IArchiveFormat format)
{
    /// <summary>Writes the archive to a stream. Of each entry only name, length and digest are kept in memory.</summary>
    /// <returns>What is missing.</returns>
    public async Task<ImmutableArray<MissingEntry>> WriteAsync(UserId owner, Stream destination, Timestamp at, CancellationToken cancellationToken)
    {
        await using var archive = await format.BeginAsync(destination, at, cancellationToken);
        var writer = new ArchiveWriter(archive);
        foreach (var source in sources) await source.WriteAsync(owner, writer, cancellationToken);
        var manifest = new Manifest(Manifest.CurrentVersion, $"/users/{owner}", at.UnixMilliseconds, writer.Entries, writer.Missing);
        await archive.AddDocumentAsync(Manifest.Path, manifest, cancellationToken);
        return manifest.Missing;
    }
}
