namespace Kpm.Core.Shared.Sealing;

/// <summary>Keeps files that come in parts. <see cref="IFileVault.ReadAsync"/> reads what <see cref="VerifyAsync"/> gives; deleting it there deletes its parts, too.</summary>
public interface IPartVault
{
    /// <summary>Seals a part into a new blob. An attempt never reuses the blob or the header of another one.</summary>
    /// <param name="part">Names this attempt; bound into every segment.</param>
    /// <param name="key">The asset's sealed record, which holds the data key.</param>
    /// <param name="opener">An owner whose wrap opens the data key.</param>
    /// <param name="plain">The plain bytes; read once, never kept whole in memory.</param>
    /// <param name="maximumBytes">The most bytes to accept.</param>
    /// <param name="cancellationToken">Ends the work; nothing readable is left behind.</param>
    /// <returns>Length and digest of the plain part, or null when the stream holds more than <paramref name="maximumBytes"/> bytes.</returns>
    /// <exception cref="InvalidOperationException">The attempt has a blob already; it stays as it is.</exception>
    /// <exception cref="SealBrokenException">There is no wrap for the opener, or it does not verify.</exception>
    /// <exception cref="UserKeyMissingException">The opener's key was erased.</exception>
    Task<PlainFile?> WritePartAsync(PartAttempt part, SealedRecord key, UserId opener, Stream plain, long maximumBytes, CancellationToken cancellationToken);

    /// <summary>Deletes an attempt of a part, if the store does it at once; what stays goes with <see cref="DeleteUnnamedAsync"/> or <see cref="DeleteUploadAsync"/>.</summary>
    Task TryDeletePartAsync(PartAttempt part, CancellationToken cancellationToken);

    /// <summary>Seals a part table into a new blob. Exceptions as of <see cref="WritePartAsync"/>.</summary>
    Task WriteTableAsync(PartTableName name, PartTable table, SealedRecord key, UserId opener, CancellationToken cancellationToken);

    /// <summary>Reads the whole file that the table names, in constant memory, and verifies every segment and digest.</summary>
    /// <returns>The file as it is to be recorded in the asset.</returns>
    /// <exception cref="FileNotFoundException">A blob is gone.</exception>
    /// <exception cref="SealBrokenException">Something was altered, moved or cut, or there is no wrap for the opener.</exception>
    /// <exception cref="UserKeyMissingException">The opener's key was erased.</exception>
    Task<SealedFile> VerifyAsync(PartTableName name, SealedRecord key, UserId opener, CancellationToken cancellationToken);

    /// <summary>Deletes the blobs of the table's upload that the table does not name: attempts that were replaced or never recorded. Exceptions as of <see cref="VerifyAsync"/>.</summary>
    Task DeleteUnnamedAsync(PartTableName name, SealedRecord key, UserId opener, CancellationToken cancellationToken);

    /// <summary>Deletes every blob of an upload; that there is none is not an error.</summary>
    Task DeleteUploadAsync(AssetId asset, UploadId upload, CancellationToken cancellationToken);
}
