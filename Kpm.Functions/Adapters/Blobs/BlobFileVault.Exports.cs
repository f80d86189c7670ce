using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Functions.Adapters.Blobs;

/// <summary>Archives of exports: a blob for each attempt.</summary>
public sealed partial class BlobFileVault : IExportVault
{
    /// <summary>The most blocks of a blob. https://learn.microsoft.com/rest/api/storageservices/understanding-block-blobs--append-blobs--and-page-blobs#about-block-blobs</summary>
    private const int MaximumBlocks = 50_000;

    public async Task<SealedFile?> WriteArchiveAsync(ExportAttempt name, SealedRecord key, UserId opener, PlainProducer write, CancellationToken cancellationToken)
    {
        var mostBytes = format.Layout.PlainOffset(MaximumBlocks);
        var measured = await PlainPipe.RunAsync(
            write,
            (plain, token) => SealAsync(RecordNames.Of(name.Export), name, key, opener, plain, mostBytes, token),
            cancellationToken);
        return measured is null ? null : new SealedFile(name.Location, measured.SizeBytes, measured.Sha256, format.Name);
    }

    public async Task ReadArchiveAsync(
        ExportId export, SealedFile file, SealedRecord key, UserId opener, long offset, long count, Stream destination, CancellationToken cancellationToken)
    {
        using var dataKey = await userKeys.OpenDataKeyAsync(RecordNames.Of(export), key, opener, cancellationToken);
        await ReadStreamAsync(dataKey, ExportAttempt.At(export, file.Location), file, offset, count, destination, cancellationToken);
    }

    public Task DeleteArchivesAsync(ExportId export, string? kept, CancellationToken cancellationToken) =>
        _blobs.DeleteFolderAsync(ExportAttempt.FolderOf(export), kept is null ? Nothing : new HashSet<string>(StringComparer.Ordinal) { kept }, cancellationToken);
}
