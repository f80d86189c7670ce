using System.Net;
using System.Text.Json;

namespace Kpm.Tests.Running;

/// <summary>Exports through the API.</summary>
public static class Exporting
{
    /// <summary>Asks for an export; returns where it is.</summary>
    public static async Task<string> RequestExportAsync(this ApiClient client)
    {
        var requested = await client.PostAsync("/me/exports", new { });
        if (requested.Status != HttpStatusCode.Created) throw new InvalidOperationException($"Not created: {requested}");
        return requested.Location!.ToString()["/api/v1".Length..];
    }

    /// <summary>Waits until an export is not under way any more.</summary>
    public static async Task<JsonElement> ExportEndAsync(this ApiClient client, string path, TimeSpan? patience = null)
    {
        var answer = await Eventually.GetAsync(() => client.GetAsync(path), answer => answer.Json.GetProperty("state").GetString() != "requested", "the end of the export", patience);
        return answer.Json;
    }

    /// <summary>Exports everything and reads the archive.</summary>
    public static async Task<OpenedArchive> ExportAsync(this ApiClient client)
    {
        var path = await client.RequestExportAsync();
        (await client.ExportEndAsync(path)).GetProperty("state").GetString().Should().Be("ready");
        return await client.ReadArchiveAsync(path);
    }

    public static async Task<OpenedArchive> ReadArchiveAsync(this ApiClient client, string path)
    {
        var (status, bytes) = await client.DownloadFromAsync($"{path}/file");
        status.Should().Be(200);
        return await OpenedArchive.ReadAsync(bytes);
    }
}
