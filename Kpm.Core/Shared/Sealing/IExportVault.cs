namespace Kpm.Core.Shared.Sealing;

/// <summary>Writes the plain bytes of a file, front to back.</summary>
public delegate Task PlainProducer(Stream destination, CancellationToken cancellationToken);

/// <summary>Keeps the archives of exports, sealed as files are, each under a data key of its own.</summary>
public interface IExportVault
{
    /// <summary>Seals what is written into a new blob, while it is written and in constant memory. An attempt never reuses the blob or the header of another one.</summary>
    /// <param name="name">Names this attempt; bound into every segment.</param>
    /// <param name="key">The export's sealed record, which holds the data key.</param>
    /// <param name="opener">The owner, whose wrap opens the data key.</param>
    /// <param name="write">Writes the plain bytes; what it throws is thrown, and no blob is there.</param>
    /// <param name="cancellationToken">Ends the work; nothing readable is left behind.</param>
    /// <returns>The sealed archive, or null when it has more bytes than the store takes in one blob.</returns>
    /// <exception cref="InvalidOperationException">The attempt has a blob already; it stays as it is.</exception>
    /// <exception cref="SealBrokenException">There is no wrap for the opener, or it does not verify.</exception>
    /// <exception cref="UserKeyMissingException">The opener's key was erased.</exception>
    Task<SealedFile?> WriteArchiveAsync(ExportAttempt name, SealedRecord key, UserId opener, PlainProducer write, CancellationToken cancellationToken);

    /// <summary>Copies a range of the plain archive to a stream; no byte is written before its segment is verified. As <see cref="IFileVault.ReadAsync"/>.</summary>
    Task ReadArchiveAsync(ExportId export, SealedFile file, SealedRecord key, UserId opener, long offset, long count, Stream destination, CancellationToken cancellationToken);

    /// <summary>Deletes every blob of an export but the one that is to be kept, if any. Again is not an error.</summary>
    Task DeleteArchivesAsync(ExportId export, string? kept, CancellationToken cancellationToken);
}
