using System.Net;
using System.Text.Json;
using Kpm.Core.Shared;
using Microsoft.Azure.Cosmos;

namespace Kpm.Functions.Adapters.Cosmos;

/// <summary>How far jobs came, in container <c>jobs</c>: one document each.</summary>
internal sealed class Watermarks(Database database) : IWatermarks
{
    private const string List = "watermarks";
    private static readonly PartitionKey Partition = new(List);
    private readonly Container _container = database.GetContainer("jobs");

    public async Task<Watermark> ReadAsync(string job, CancellationToken cancellationToken)
    {
        using var response = await _container.ReadItemStreamAsync(job, Partition, cancellationToken: cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound) return new Watermark(new Timestamp(0), null, null);
        response.EnsureSuccessStatusCode();
        var document = (await JsonSerializer.DeserializeAsync<WatermarkDocument>(response.Content, KpmJson.Options, cancellationToken))!;
        return new Watermark(document.DoneUntilTs, document.OpenUntilTs, response.Headers.ETag);
    }

    public async Task<Watermark?> TrySaveAsync(string job, Watermark watermark, CancellationToken cancellationToken)
    {
        var document = new WatermarkDocument(job, List, "watermark", 1, watermark.DoneUntil, watermark.OpenUntil);
        using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(document, KpmJson.Options));
        var options = new ItemRequestOptions { IfMatchEtag = watermark.Version, EnableContentResponseOnWrite = false };
        using var saved = watermark.Version is null
            ? await _container.CreateItemStreamAsync(content, Partition, options, cancellationToken)
            : await _container.ReplaceItemStreamAsync(content, job, Partition, options, cancellationToken);
        if (saved.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed or HttpStatusCode.NotFound) return null;
        saved.EnsureSuccessStatusCode();
        return watermark with { Version = saved.Headers.ETag };
    }

    private sealed record WatermarkDocument(string Id, string Pk, string Type, int SchemaVersion, Timestamp DoneUntilTs, Timestamp? OpenUntilTs);
}
