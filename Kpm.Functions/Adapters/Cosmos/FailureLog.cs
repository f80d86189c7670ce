using System.Net;
using Kpm.Core.Shared;
using Kpm.Functions.Queues;
using Kpm.Functions.Telemetry;
using Microsoft.Azure.Cosmos;

namespace Kpm.Functions.Adapters.Cosmos;

/// <summary>Failures, in one partition of container <c>failures</c>: one document per queue and event, however often it is recorded.</summary>
internal sealed class FailureLog(Database database) : IFailureLog
{
    private const string List = "failures";
    private readonly Container _container = database.GetContainer("failures");

    private RowStore<FailureDocument> Rows => new(_container);

    public async Task RecordAsync(Failure failure, CancellationToken cancellationToken)
    {
        await Rows.PutAsync(FailureDocument.Of(failure), cancellationToken);
        KpmMeter.GivenUp(failure.Queue, failure.Code);
    }

    public async Task<Page<Failure>> ListAsync(PageRequest page, CancellationToken cancellationToken)
    {
        var found = await Rows.PageAsync(List, "true", "failedTs", page, [], cancellationToken);
        return new Page<Failure>([.. found.Items.Select(document => document.ToFailure())], found.Total, found.Number, found.Size);
    }

    public async Task<(Failure Failure, string ETag)?> FindAsync(string id, CancellationToken cancellationToken) =>
        await Rows.FindAsync(id, List, cancellationToken) is ({ } document, { } etag) ? (document.ToFailure(), etag) : null;

    public async Task ForgetAsync(string id, string etag, CancellationToken cancellationToken)
    {
        using var deleted = await _container.DeleteItemStreamAsync(id, new PartitionKey(List), new ItemRequestOptions { IfMatchEtag = etag }, cancellationToken);
        if (deleted.StatusCode is not (HttpStatusCode.NotFound or HttpStatusCode.PreconditionFailed)) deleted.EnsureSuccessStatusCode();
    }

    public async Task<bool> AnyBeforeAsync(Timestamp instant, CancellationToken cancellationToken) =>
        await Rows.CountAsync(List, "c.failedTs < @instant", [("@instant", instant.UnixMilliseconds)], cancellationToken) > 0;

    private sealed record FailureDocument(string Id, string Pk, string Type, int SchemaVersion, long Version, string EventId, string Queue, string Code, string Message, Timestamp FailedTs) : IRow
    {
        public static FailureDocument Of(Failure failure) =>
            new(failure.Id, List, "failure", 1, failure.FailedTs.UnixMilliseconds, failure.EventId, failure.Queue, failure.Code, failure.Message, failure.FailedTs);

        public Failure ToFailure() => new(EventId, Queue, Code, Message, FailedTs);
    }
}
