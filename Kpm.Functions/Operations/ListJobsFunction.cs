using Kpm.Core.Shared;
using Kpm.Functions.Http;
using Kpm.Functions.Timers;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Operations;

/// <summary><c>GET /admin/jobs</c>: the scheduled work, for admins.</summary>
internal sealed class ListJobsFunction(IJobLog log, IEnumerable<IBacklog> backlogs, IClock clock)
{
    [Function("ListJobs")]
    [MayCall(Access.Admin)]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/admin/jobs")] HttpRequest request, CancellationToken cancellationToken)
    {
        var runs = (await log.ListAsync(cancellationToken)).ToDictionary(run => run.Job, StringComparer.Ordinal);
        var waiting = await Task.WhenAll(backlogs.Select(async backlog => (backlog.Job, Count: await backlog.CountAsync(cancellationToken))));
        var counts = waiting.ToLookup(backlog => backlog.Job, backlog => backlog.Count, StringComparer.Ordinal);
        return Reply.Ok(new JobList([.. Job.All.Select(job => JobResponse.Of(job, runs.GetValueOrDefault(job.Name), [.. counts[job.Name]], clock.Now))]));
    }

    private sealed record JobList(IReadOnlyList<JobResponse> Items);

    /// <param name="Name">The timer function.</param>
    /// <param name="Schedule">When it runs: NCRONTAB with seconds, in UTC.</param>
    /// <param name="LastStartedTs">When it began last; null when it never did.</param>
    /// <param name="LastEndedTs">When that run ended.</param>
    /// <param name="LastFailure">The kind of exception that ended that run; null when none did.</param>
    /// <param name="NextTs">When it is to run next.</param>
    /// <param name="Backlog">How many documents are due now; null when it looks at everything.</param>
    private sealed record JobResponse(string Name, string Schedule, Timestamp? LastStartedTs, Timestamp? LastEndedTs, string? LastFailure, Timestamp NextTs, int? Backlog)
    {
        public static JobResponse Of(Job job, JobRun? last, int[] backlogs, Timestamp now) =>
            new(job.Name, job.Schedule, last?.StartedTs, last?.EndedTs, last?.Failure, job.NextAfter(now), backlogs.Length > 0 ? backlogs.Sum() : null);
    }
}
