using System.Text.Json;
using Kpm.Functions.Queues;
using Microsoft.Azure.Cosmos;

namespace Kpm.Functions.Adapters.Cosmos;

/// <summary>Failures, in container <c>failures</c>: one document per queue and event, however often it is recorded.</summary>
internal sealed class FailureLog(Database database) : IFailureLog
{
    private readonly Container _container = database.GetContainer("failures");

    public async Task RecordAsync(Failure failure, CancellationToken cancellationToken)
    {
        var id = $"{failure.Queue}:{failure.EventId}";
        var document = new FailureDocument(id, id, "failure", 1, failure.EventId, failure.Queue, failure.Code, failure.Message, failure.FailedTs.UnixMilliseconds);
        using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(document, KpmJson.Options));
        using var response = await _container.UpsertItemStreamAsync(content, new PartitionKey(id), cancellationToken: cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    private sealed record FailureDocument(string Id, string Pk, string Type, int SchemaVersion, string EventId, string Queue, string Code, string Message, long FailedTs);
}
