using System.Text.Json;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;
using Kpm.Functions.Http;

namespace Kpm.Tests.Fakes;

/// <summary>Remembers what sources write.</summary>
public sealed class FakeExportWriter : IExportWriter
{
    public Dictionary<string, JsonElement> Documents { get; } = new(StringComparer.Ordinal);

    /// <summary>The bytes of files, by folder and name.</summary>
    public Dictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    public List<(string Path, string Code)> Missing { get; } = [];

    public async Task AddDocumentAsync<TDocument>(string path, TDocument document, CancellationToken cancellationToken) where TDocument : class
    {
        using var json = new MemoryStream();
        await JsonSerializer.SerializeAsync(json, document, Reply.Json, cancellationToken);
        Documents.Add(path, JsonDocument.Parse(json.ToArray()).RootElement);
    }

    public async Task AddFileAsync(string folder, OpenedFile file, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await file.CopyToAsync(0, file.SizeBytes, bytes, cancellationToken);
        Files.Add($"{folder}/{file.Name}", bytes.ToArray());
    }

    public void NameMissing(string path, string code) => Missing.Add((path, code));
}
