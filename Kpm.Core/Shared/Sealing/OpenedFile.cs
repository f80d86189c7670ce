namespace Kpm.Core.Shared.Sealing;

/// <summary>Copies a range of the plain bytes of a file, verified before they are written.</summary>
/// <exception cref="FileNotFoundException">The blob is gone.</exception>
/// <exception cref="SealBrokenException">A segment was altered, moved or cut.</exception>
public delegate Task PlainRangeCopier(long offset, long count, Stream destination, CancellationToken cancellationToken);

/// <summary>A file that may be read.</summary>
public sealed class OpenedFile(SealedFile file, string name, string type, PlainRangeCopier copy)
{
    public string Name => name;

    /// <summary>Media type.</summary>
    public string Type => type;

    public long SizeBytes => file.SizeBytes;

    /// <summary>Digest of the whole plain file, 64 lower-case hexadecimal characters.</summary>
    public string Sha256 => file.Sha256;

    /// <summary>Copies a range of the plain bytes, verified before they are written; 0 bytes verify one segment.</summary>
    /// <exception cref="FileNotFoundException">The blob is gone.</exception>
    /// <exception cref="SealBrokenException">A segment was altered, moved or cut.</exception>
    public Task CopyToAsync(long offset, long count, Stream destination, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, SizeBytes - offset);
        return copy(offset, count, destination, cancellationToken);
    }
}
