using System.Collections.Immutable;
using System.Reflection;
using Kpm.Core.Shared;
using Microsoft.Azure.Functions.Worker;
using NCrontab;

namespace Kpm.Functions.Timers;

/// <summary>A timer function.</summary>
/// <param name="Name">The function's name.</param>
/// <param name="Schedule">When it runs: an NCRONTAB expression of six fields, in UTC.</param>
internal sealed record Job(string Name, string Schedule)
{
    /// <summary>Every timer function of the app, by name.</summary>
    public static ImmutableArray<Job> All { get; } =
    [
        .. from type in typeof(Job).Assembly.GetTypes()
           from method in type.GetMethods()
           let function = method.GetCustomAttribute<FunctionAttribute>()
           let trigger = method.GetParameters().Select(parameter => parameter.GetCustomAttribute<TimerTriggerAttribute>()).FirstOrDefault(found => found is not null)
           where function is not null && trigger is not null
           orderby function.Name
           select new Job(function.Name, trigger.Schedule),
    ];

    /// <summary>When it runs next.</summary>
    public Timestamp NextAfter(Timestamp instant) =>
        Timestamp.From(new DateTimeOffset(Crontab.GetNextOccurrence(instant.ToDateTimeOffset().UtcDateTime), TimeSpan.Zero));

    private CrontabSchedule Crontab => CrontabSchedule.Parse(Schedule, new CrontabSchedule.ParseOptions { IncludingSeconds = true });
}

/// <summary>The last run of a job.</summary>
/// <param name="Job">The function's name.</param>
/// <param name="StartedTs">When it began.</param>
/// <param name="EndedTs">When it ended.</param>
/// <param name="Failure">The kind of exception that ended it; null when none did.</param>
internal sealed record JobRun(string Job, Timestamp StartedTs, Timestamp EndedTs, string? Failure);

/// <summary>Remembers the last run of each job.</summary>
internal interface IJobLog
{
    Task RecordAsync(JobRun run, CancellationToken cancellationToken);

    Task<IReadOnlyList<JobRun>> ListAsync(CancellationToken cancellationToken);
}

/// <summary>What waits for a job.</summary>
internal interface IBacklog
{
    /// <summary>The function's name.</summary>
    string Job { get; }

    /// <summary>How many documents are due now.</summary>
    Task<int> CountAsync(CancellationToken cancellationToken);
}
