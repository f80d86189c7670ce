namespace Kpm.Core.Shared.Sealing;

/// <summary>A file as it lies sealed in the store.</summary>
/// <param name="Location">Name of the blob: that of the one stream, or of the part table; see docs/file-format.md.</param>
/// <param name="SizeBytes">Length of the plain file in bytes, measured while sealing.</param>
/// <param name="Sha256">Digest of the plain file, 64 lower-case hexadecimal characters.</param>
/// <param name="Cipher">Name of the file format, so that new ones can be added.</param>
public sealed record SealedFile(string Location, long SizeBytes, string Sha256, string Cipher);

/// <summary>A file, and who opens it.</summary>
/// <param name="Asset">The asset that the file belongs to.</param>
/// <param name="File">The file as recorded in the asset.</param>
/// <param name="Key">The asset's sealed record, which holds the data key.</param>
/// <param name="Opener">An owner whose wrap opens the data key.</param>
public sealed record KeyedFile(AssetId Asset, SealedFile File, SealedRecord Key, UserId Opener);

/// <summary>An attempt to store a file, and who opens it.</summary>
/// <param name="Asset">The asset that the file will belong to.</param>
/// <param name="Attempt">Names this attempt.</param>
/// <param name="Key">The asset's sealed record.</param>
/// <param name="Opener">An owner whose wrap opens the data key.</param>
public sealed record KeyedAttempt(AssetId Asset, Guid Attempt, SealedRecord Key, UserId Opener);

/// <summary>Keeps the files of assets, sealed segment by segment under a key derived from the asset's data key.</summary>
public interface IFileVault
{
    /// <summary>Seals a stream into a new blob. An attempt never reuses the blob or the header of another one.</summary>
    /// <param name="asset">The asset that the file belongs to; bound into every segment.</param>
    /// <param name="attempt">Names this attempt.</param>
    /// <param name="key">The asset's sealed record, which holds the data key.</param>
    /// <param name="opener">An owner whose wrap opens the data key.</param>
    /// <param name="plain">The plain bytes; read once, never kept whole in memory.</param>
    /// <param name="maximumBytes">The most bytes to accept.</param>
    /// <param name="cancellationToken">Ends the work; nothing readable is left behind.</param>
    /// <returns>The sealed file, or null when the stream holds more than <paramref name="maximumBytes"/> bytes.</returns>
    /// <exception cref="InvalidOperationException">The attempt has a blob already; it stays as it is.</exception>
    /// <exception cref="SealBrokenException">There is no wrap for the opener, or it does not verify.</exception>
    /// <exception cref="UserKeyMissingException">The opener's key was erased.</exception>
    Task<SealedFile?> WriteAsync(AssetId asset, Guid attempt, SealedRecord key, UserId opener, Stream plain, long maximumBytes, CancellationToken cancellationToken);

    /// <summary>Copies a range of the plain file to a stream; no byte is written before its segment is verified.</summary>
    /// <param name="asset">The asset that the file belongs to.</param>
    /// <param name="file">The file as recorded in the asset.</param>
    /// <param name="key">The asset's sealed record.</param>
    /// <param name="opener">An owner whose wrap opens the data key.</param>
    /// <param name="offset">First byte, counted from 0.</param>
    /// <param name="count">Number of bytes; 0 verifies one segment and writes nothing.</param>
    /// <param name="destination">Receives the plain bytes.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range does not lie within the file.</exception>
    /// <exception cref="FileNotFoundException">The blob is gone.</exception>
    /// <exception cref="SealBrokenException">A segment was altered, moved or cut, or there is no wrap for the opener. What was written before is verified.</exception>
    /// <exception cref="UserKeyMissingException">The opener's key was erased.</exception>
    Task ReadAsync(AssetId asset, SealedFile file, SealedRecord key, UserId opener, long offset, long count, Stream destination, CancellationToken cancellationToken);

    /// <summary>Seals the bytes of a file anew, for another asset under its own key, in constant memory.</summary>
    /// <returns>The sealed copy: one stream with the same bytes.</returns>
    /// <exception cref="InvalidOperationException">The attempt has a blob already; it stays as it is.</exception>
    /// <exception cref="FileNotFoundException">The blob is gone.</exception>
    /// <exception cref="SealBrokenException">A segment was altered, moved or cut, or there is no wrap for an opener. No copy is left behind.</exception>
    /// <exception cref="UserKeyMissingException">The key of an opener was erased.</exception>
    Task<SealedFile> CopyAsync(KeyedFile source, KeyedAttempt copy, CancellationToken cancellationToken);

    /// <summary>Deletes the file, with its parts if it lies in parts; deleting a missing one is not an error.</summary>
    Task DeleteAsync(string location, CancellationToken cancellationToken);

    /// <summary>Deletes one blob, whatever it belongs to; deleting a missing one is not an error.</summary>
    Task DeleteBlobAsync(string location, CancellationToken cancellationToken);

    /// <summary>Deletes every blob of an asset, also those of attempts that came to nothing. Again is not an error.</summary>
    Task DeleteAllAsync(AssetId asset, CancellationToken cancellationToken);
}
