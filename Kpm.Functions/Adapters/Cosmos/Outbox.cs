using System.Net;
using Microsoft.Azure.Cosmos;

namespace Kpm.Functions.Adapters.Cosmos;

/// <summary>The events inside a document that still have to be sent.</summary>
internal static class Outbox
{
    /// <summary>How long the writer has to send its events itself before the sweep does.</summary>
    public static readonly TimeSpan GracePeriod = TimeSpan.FromSeconds(15);

    /// <summary>Removes what was sent. When the document was written again meanwhile, the new writer or the sweep removes it.</summary>
    public static async Task ClearAsync(Container container, string id, string partitionKey, string etag, CancellationToken cancellationToken)
    {
        PatchOperation[] operations = [PatchOperation.Set("/outbox", Array.Empty<object>()), PatchOperation.Remove("/outboxDue")];
        using var response = await container.PatchItemStreamAsync(
            id,
            new PartitionKey(partitionKey),
            operations,
            new PatchItemRequestOptions { IfMatchEtag = etag, EnableContentResponseOnWrite = false },
            cancellationToken);
        if (response.StatusCode is not (HttpStatusCode.PreconditionFailed or HttpStatusCode.NotFound)) response.EnsureSuccessStatusCode();
    }
}
