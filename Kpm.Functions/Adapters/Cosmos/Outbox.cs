using System.Net;
using System.Text.Json;
using Kpm.Core.Shared;
using Microsoft.Azure.Cosmos;

namespace Kpm.Functions.Adapters.Cosmos;

/// <summary>The events inside a document that still have to be sent.</summary>
internal static class Outbox
{
    /// <summary>The containers whose documents have one.</summary>
    public static readonly string[] Containers = ["users", "removals", "keyRotations", "keeps", "assets", "uploads", "releases", "attempts", "signsOfLife", "invitations", "exports", "rehearsals"];

    /// <summary>How long the writer has to send its events itself before the sweep does.</summary>
    public static readonly TimeSpan GracePeriod = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Moves what was published from the outbox to the events that were sent. When the document was written again meanwhile, the new writer or
    /// the sweep does that.
    /// </summary>
    /// <param name="container">Where the document is.</param>
    /// <param name="id">Its id.</param>
    /// <param name="partitionKey">Its partition.</param>
    /// <param name="etag">The version of it whose outbox was published.</param>
    /// <param name="sent">The events that were sent before, by that version.</param>
    /// <param name="published">What was published.</param>
    /// <param name="now">Now.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task ClearAsync(
        Container container, string id, string partitionKey, string etag, IReadOnlyList<JsonElement> sent, IReadOnlyList<JsonElement> published, Timestamp now, CancellationToken cancellationToken)
    {
        var kept = SentEvents.Add(sent, published, now);
        PatchOperation[] operations =
        [
            PatchOperation.Set("/outbox", Array.Empty<object>()),
            PatchOperation.Remove("/outboxDue"),
            PatchOperation.Set("/sent", kept),
            PatchOperation.Set("/sentTs", SentEvents.NewestTs(kept) ?? now),
        ];
        using var response = await container.PatchItemStreamAsync(
            id,
            new PartitionKey(partitionKey),
            operations,
            new PatchItemRequestOptions { IfMatchEtag = etag, EnableContentResponseOnWrite = false },
            cancellationToken);
        if (response.StatusCode is not (HttpStatusCode.PreconditionFailed or HttpStatusCode.NotFound)) response.EnsureSuccessStatusCode();
    }
}
