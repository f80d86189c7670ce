using System.Globalization;
using System.Text.Json;
using Kpm.Core.Shared;
using Kpm.Functions.Adapters.ServiceBus;
using Microsoft.Azure.Cosmos;

namespace Kpm.Functions.Adapters.Cosmos;

/// <summary>Work: send the events of some documents again.</summary>
/// <param name="Run">Names the replay that this is a part of.</param>
/// <param name="Container">Where the documents are.</param>
/// <param name="Since">Events that were sent at this instant or later.</param>
/// <param name="Number">Which page, counted from 1.</param>
/// <param name="Continuation">Where the page begins; null for the first.</param>
internal sealed record ReplayPage(Guid Run, string Container, Timestamp Since, int Number, string? Continuation)
{
    /// <summary>Names this work: a repeat within the duplicate window is dropped.</summary>
    public string Id => string.Create(CultureInfo.InvariantCulture, $"replay:{Run}:{Container}:{Number}");
}

/// <summary>Sends events again that documents remember as sent, because messages were lost. Every reaction is safe to repeat; documents stay as they are.</summary>
/// <remarks>The next page is sent last: a page that fails is repeated as a whole, and every event may be sent twice.</remarks>
internal sealed class EventReplay(Database database, OutboxPublisher publisher, IWorkQueue<ReplayPage> pages)
{
    private const int PageSize = 100;

    /// <summary>Has all that was sent since then sent again.</summary>
    /// <param name="run">Names this replay; a repeat with the same id is one replay.</param>
    /// <param name="since">The instant.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task StartAsync(Guid run, Timestamp since, CancellationToken cancellationToken) => pages.EnqueueManyAsync(
        [.. Outbox.Containers.Select(container => new ReplayPage(run, container, since, Number: 1, Continuation: null)).Select(first => (first.Id, first))],
        cancellationToken);

    /// <summary>Sends the events of one page of documents, and the work for the next page.</summary>
    public async Task HandleAsync(ReplayPage work, CancellationToken cancellationToken)
    {
        if (!Outbox.Containers.Contains(work.Container)) throw new PermanentFailureException("container_unknown");
        var query = new QueryDefinition("SELECT c.sent FROM c WHERE c.sentTs >= @since").WithParameter("@since", work.Since.UnixMilliseconds);
        using var documents = database.GetContainer(work.Container).GetItemQueryIterator<Remembering>(query, work.Continuation, new QueryRequestOptions { MaxItemCount = PageSize });
        var page = await documents.ReadNextAsync(cancellationToken);
        await publisher.PublishAgainAsync([.. page.SelectMany(document => SentEvents.Since(document.Sent, work.Since))], work.Run, cancellationToken);
        if (page.ContinuationToken is null) return;
        var following = work with { Number = work.Number + 1, Continuation = page.ContinuationToken };
        await pages.EnqueueAsync(following.Id, following, cancellationToken);
    }

    private sealed record Remembering(IReadOnlyList<JsonElement> Sent);
}
