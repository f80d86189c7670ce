using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets.UseCases;

/// <summary>Opens files of assets; damage that is found while reading is reported.</summary>
internal static class WatchedFile
{
    /// <exception cref="DamagedFileException">While reading: a segment was altered, moved or cut, or the blob is gone. What was written before is verified.</exception>
    public static OpenedFile Open(Asset asset, SealedFile file, string name, string type, UserId opener, IFileVault vault, IVaultReports reports) =>
        new(file, name, type, async (offset, count, destination, cancellationToken) =>
        {
            try
            {
                await vault.ReadAsync(asset.Id, file, asset.State.Sealed, opener, offset, count, destination, cancellationToken);
            }
            catch (Exception broken) when (broken is SealBrokenException or FileNotFoundException)
            {
                await reports.ReportFileAsync(asset.Id, file.Location, broken is SealBrokenException ? IVaultReports.Damaged : IVaultReports.Missing, CancellationToken.None);
                throw new DamagedFileException("The file cannot be read.", broken);
            }
        });
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
