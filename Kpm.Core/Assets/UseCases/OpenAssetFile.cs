using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets.UseCases;

/// <summary>Opens the file of an asset. Its owners may call it while the asset is not hidden.</summary>
public sealed record OpenAssetFile(AssetId Asset, UserId By);

/// <summary>A file that may be read.</summary>
public sealed class OpenedFile(Asset asset, SealedFile file, string name, string type, UserId opener, IFileVault vault, IVaultReports reports)
{
    public string Name => name;

    /// <summary>Media type.</summary>
    public string Type => type;

    public long SizeBytes => file.SizeBytes;

    /// <summary>Digest of the whole plain file, 64 lower-case hexadecimal characters.</summary>
    public string Sha256 => file.Sha256;

    /// <summary>Copies a range of the plain bytes, verified before they are written.</summary>
    /// <exception cref="DamagedFileException">A segment was altered, moved or cut, or the blob is gone; it was reported. What was written before is verified.</exception>
    public async Task CopyToAsync(long offset, long count, Stream destination, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, SizeBytes - offset);
        try
        {
            await vault.ReadAsync(asset.Id, file, asset.State.Sealed, opener, offset, count, destination, cancellationToken);
        }
        catch (Exception broken) when (broken is SealBrokenException or FileNotFoundException)
        {
            await reports.ReportFileAsync(asset.Id, file.Location, broken is SealBrokenException ? IVaultReports.Damaged : IVaultReports.Missing, CancellationToken.None);
            throw new DamagedFileException("The file cannot be read.", broken);
        }
    }
}

/// <summary>A stored file cannot be read any more.</summary>
public sealed class DamagedFileException : Exception
{
    public DamagedFileException() : this("The file cannot be read.")
    {
    }

    public DamagedFileException(string message) : base(message)
    {
    }

    public DamagedFileException(string message, Exception innerException) : base(message, innerException)
    {
    }
}

public sealed class OpenAssetFileHandler(IAssets assets, IContentSealer sealer, IFileVault vault, IVaultReports reports)
{
    /// <remarks>Errors: <see cref="Forbidden"/>, also for an unknown asset; <see cref="FileNotUploaded"/>.</remarks>
    public async Task<Result<OpenedFile>> HandleAsync(OpenAssetFile query, CancellationToken cancellationToken)
    {
        if (await assets.FindAsync(query.Asset, cancellationToken) is not { IsVisible: true } asset || !asset.IsOwnedBy(query.By)) return new Forbidden();
        if (asset.State.File is not { } file) return new FileNotUploaded();
        var content = await sealer.OpenAsync<AssetContent>(Asset.RecordOf(asset.Id), asset.State.Sealed, query.By, cancellationToken);
        return new OpenedFile(asset, file, content.FileName, asset.State.FileType, query.By, vault, reports);
    }
}
