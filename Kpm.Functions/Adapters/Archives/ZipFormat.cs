using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using Kpm.Core.Exports;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;
using Kpm.Functions.Http;

namespace Kpm.Functions.Adapters.Archives;

/// <summary>ZIP files, with ZIP64 where they need it. They are written front to back: lengths and checksums follow each entry.</summary>
internal sealed class ZipFormat : IArchiveFormat
{
    public async Task<IOpenArchive> BeginAsync(Stream destination, Timestamp at, CancellationToken cancellationToken) =>
        new OpenZip(await ZipArchive.CreateAsync(destination, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken), at);
}

/// <summary>A ZIP file that is being written. JSON in it has the names and the form of the wire, for people to read.</summary>
internal sealed class OpenZip(ZipArchive zip, Timestamp at) : IOpenArchive
{
    private static readonly JsonSerializerOptions Json = new(Reply.Json) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public Task<PlainFile> AddDocumentAsync<TDocument>(string path, TDocument document, CancellationToken cancellationToken) where TDocument : class =>
        AddAsync(path, (entry, token) => JsonSerializer.SerializeAsync(entry, document, Json, token), cancellationToken);

    public Task<PlainFile> AddFileAsync(string path, PlainProducer write, CancellationToken cancellationToken) => AddAsync(path, write, cancellationToken);

    public ValueTask DisposeAsync() => zip.DisposeAsync();

    private async Task<PlainFile> AddAsync(string path, PlainProducer write, CancellationToken cancellationToken)
    {
        // The fastest level makes what is compressed already longer; not to compress is a form that readers of streams refuse.
        var entry = zip.CreateEntry(path, CompressionLevel.Optimal);
        entry.LastWriteTime = at.ToDateTimeOffset();
        await using var bytes = await entry.OpenAsync(cancellationToken);
        using var measured = new MeasuredStream(bytes);
        await write(measured, cancellationToken);
        return measured.Measure();
    }
}
