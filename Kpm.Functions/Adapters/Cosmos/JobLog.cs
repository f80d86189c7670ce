using System.Text.Json;
using Kpm.Core.Shared;
using Kpm.Functions.Timers;
using Microsoft.Azure.Cosmos;

namespace Kpm.Functions.Adapters.Cosmos;

/// <summary>The last run of each job, in one partition of container <c>jobs</c>.</summary>
internal sealed class JobLog(Database database) : IJobLog
{
    private const string List = "runs";
    private readonly Container _container = database.GetContainer("jobs");

    public async Task RecordAsync(JobRun run, CancellationToken cancellationToken)
    {
        var document = new RunDocument(run.Job, List, "jobRun", 1, run.StartedTs.UnixMilliseconds, run.StartedTs, run.EndedTs, run.Failure);
        using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(document, KpmJson.Options));
        using var stored = await _container.UpsertItemStreamAsync(content, new PartitionKey(List), new ItemRequestOptions { EnableContentResponseOnWrite = false }, cancellationToken);
        stored.EnsureSuccessStatusCode();
    }

    public async Task<IReadOnlyList<JobRun>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await new RowStore<RunDocument>(_container).FindAllAsync(List, "true", cancellationToken)).Select(run => new JobRun(run.Id, run.StartedTs, run.EndedTs, run.Failure))];

    private sealed record RunDocument(string Id, string Pk, string Type, int SchemaVersion, long Version, Timestamp StartedTs, Timestamp EndedTs, string? Failure) : IRow;
}
