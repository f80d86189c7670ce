using Kpm.Core.Shared;
using Kpm.Functions.Adapters.ServiceBus;
using Kpm.Functions.Http;
using Kpm.Functions.Queues;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Cosmos;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Kpm.Functions.Shared;

/// <summary>Something that a healthy system reaches.</summary>
internal interface IDependency
{
    string Name { get; }

    /// <summary>Throws when it cannot be reached.</summary>
    Task ProbeAsync(CancellationToken cancellationToken);
}

/// <summary>
/// <c>GET /health</c>: 200 when every dependency answers, else 503. <c>DEGRADED</c> instead of <c>OK</c> says that the app works, but that some
/// work was given up and waits for an operator. An answer is kept for a few seconds.
/// </summary>
internal sealed class HealthFunction(IEnumerable<IDependency> dependencies, IFailureLog failures, IClock clock, ILogger<HealthFunction> logger)
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>How long a failure may wait before it shows.</summary>
    private static readonly TimeSpan FailurePatience = TimeSpan.FromMinutes(15);

    private (bool IsHealthy, bool IsDegraded, Timestamp At)? _last;

    [Function("Health")]
    [MayCall(Access.Anonymous)]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/health")] HttpRequest request, CancellationToken cancellationToken)
    {
        if (_last is not { } last || clock.Now - last.At > Freshness)
        {
            var answers = await Task.WhenAll(dependencies.Select(dependency => AnswersAsync(dependency, cancellationToken)));
            var isHealthy = answers.All(answer => answer);
            _last = last = (isHealthy, isHealthy && await failures.AnyBeforeAsync(clock.Now - FailurePatience, cancellationToken), clock.Now);
        }

        return last.IsHealthy ? Reply.Ok(last.IsDegraded ? "DEGRADED" : "OK") : Reply.Refused(new TemporarilyUnavailable());
    }

    private async Task<bool> AnswersAsync(IDependency dependency, CancellationToken cancellationToken)
    {
        try
        {
            await dependency.ProbeAsync(cancellationToken).WaitAsync(Patience, cancellationToken);
            return true;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            logger.LogError("{Dependency} does not answer: {Failure}", dependency.Name, failure.GetType().Name);
            return false;
        }
    }
}

/// <summary>The document store.</summary>
internal sealed class CosmosDependency(Database database) : IDependency
{
    public string Name => "Cosmos DB";

    public async Task ProbeAsync(CancellationToken cancellationToken)
    {
        using var response = await database.GetContainer("users").ReadItemStreamAsync("health", new PartitionKey("health"), cancellationToken: cancellationToken);
        if ((int)response.StatusCode is not (200 or 404)) response.EnsureSuccessStatusCode();
    }
}

/// <summary>The message broker.</summary>
internal sealed class ServiceBusDependency(QueueSenders senders) : IDependency
{
    public string Name => "Service Bus";

    public async Task ProbeAsync(CancellationToken cancellationToken)
    {
        using var batch = await senders.NewBatchAsync(QueueNames.Emails, cancellationToken);
        _ = batch.MaxSizeInBytes;
    }
}
