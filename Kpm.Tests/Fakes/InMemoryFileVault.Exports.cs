using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Tests.Fakes;

/// <summary>Archives of exports in memory.</summary>
public sealed partial class InMemoryFileVault : IExportVault
{
    public async Task<SealedFile?> WriteArchiveAsync(ExportAttempt name, SealedRecord key, UserId opener, PlainProducer write, CancellationToken cancellationToken)
    {
        using var plain = new MemoryStream();
        await write(plain, cancellationToken);
        plain.Position = 0;
        var measured = (await SealAsync(RecordNames.Of(name.Export), name, key, opener, plain, long.MaxValue, cancellationToken))!;
        return new SealedFile(name.Location, measured.SizeBytes, measured.Sha256, _format.Name);
    }

    public async Task ReadArchiveAsync(
        ExportId export, SealedFile file, SealedRecord key, UserId opener, long offset, long count, Stream destination, CancellationToken cancellationToken)
    {
        var layout = FileFormat.Named(file.Cipher).Layout;
        using var dataKey = await userKeys.OpenDataKeyAsync(RecordNames.Of(export), key, opener, cancellationToken);
        var sealedLength = layout.SealedLength(file.SizeBytes);
        await SegmentedFile.OpenAsync(
            dataKey,
            ExportAttempt.At(export, file.Location),
            layout,
            file.SizeBytes,
            (from, length, token) => OpenRangeAsync(file.Location, sealedLength, from, length, token),
            offset,
            count,
            destination,
            cancellationToken);
    }

    public Task DeleteArchivesAsync(ExportId export, string? kept, CancellationToken cancellationToken)
    {
        DeleteFolder(ExportAttempt.FolderOf(export), kept is null ? [] : [kept]);
        return Task.CompletedTask;
    }
}
