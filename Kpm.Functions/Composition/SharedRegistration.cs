using Azure.Core;
using Azure.Identity;
using Azure.Messaging.ServiceBus;
using Kpm.Core.Shared;
using Kpm.Functions.Adapters.Cosmos;
using Kpm.Functions.Adapters.ServiceBus;
using Kpm.Functions.Adapters.Tokens;
using Kpm.Functions.Http;
using Kpm.Functions.Http.RateLimits;
using Kpm.Functions.Queues;
using Kpm.Functions.Shared;
using Kpm.Functions.Timers;
using Kpm.Functions.Web;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Kpm.Functions.Composition;

/// <summary>What every context needs: settings, clock, store, bus, tokens.</summary>
internal static class SharedRegistration
{
    /// <summary>Binds a section of the settings and checks it at start; a setting that is missing or wrong stops the start and is named.</summary>
    public static void AddSettings<TOptions>(this IServiceCollection services, string section) where TOptions : class =>
        services.AddOptions<TOptions>().BindConfiguration(section).ValidateDataAnnotations().ValidateOnStart();

    public static IServiceCollection AddWorkQueue<TWork>(this IServiceCollection services, string queue) where TWork : notnull =>
        services.AddSingleton<IWorkQueue<TWork>>(provider =>
            new WorkQueue<TWork>(provider.GetRequiredService<QueueSenders>(), queue, provider.GetRequiredService<IClock>()));

    /// <summary>Registers the work that a timer function, the job, sends for documents that are due.</summary>
    public static IServiceCollection AddDueWork<TId, TWork>(this IServiceCollection services, string job, string container, Func<TId, Timestamp, TWork> workFor)
        where TId : struct, IEntityId<TId>
        where TWork : notnull =>
        services.AddDueWork<TId, TWork>(job, container, (id, due, _) => workFor(id, due));

    /// <summary>As above, for documents that lie in the partition of something else.</summary>
    /// <param name="services">Where it is registered.</param>
    /// <param name="job">The timer function that looks.</param>
    /// <param name="container">Where the documents are.</param>
    /// <param name="workFor">Makes the work.</param>
    /// <param name="by">Which time of the documents counts; the next check when null.</param>
    public static IServiceCollection AddDueWork<TId, TWork>(this IServiceCollection services, string job, string container, Func<TId, Timestamp, string, TWork> workFor, Func<IServiceProvider, DueTime>? by = null)
        where TId : struct, IEntityId<TId>
        where TWork : notnull =>
        services.AddSingleton(provider => new DueWork<TId, TWork>(
            job,
            provider.GetRequiredService<Database>(),
            container,
            provider.GetRequiredService<IWorkQueue<TWork>>(),
            workFor,
            by?.Invoke(provider) ?? DueTime.NextCheck,
            provider.GetRequiredService<IClock>(),
            provider.GetRequiredService<ILogger<DueWork<TId, TWork>>>()))
            .AddSingleton<IBacklog>(provider => provider.GetRequiredService<DueWork<TId, TWork>>());

    public static IServiceCollection AddShared(this IServiceCollection services)
    {
        services.AddOptions<EnvironmentOptions>().Configure<IConfiguration>((options, settings) => options.Read(settings)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSettings<ApiOptions>("Api");
        services.AddSettings<CosmosOptions>("Cosmos");
        services.AddSettings<ClaimOptions>("Claims");
        services.AddSettings<TokenOptions>("Tokens");
        services.AddSettings<QueueRetryOptions>("Retry");
        return services
            .AddSingleton(TimeProvider.System)
            .AddSingleton<ReferenceAccess>()
            .AddSingleton<IClock, SystemClock>()
            .AddSingleton<TokenCredential>(_ => new DefaultAzureCredential())
            .AddSingleton(provider => provider.GetRequiredService<IOptions<QueueRetryOptions>>().Value)
            .AddStore()
            .AddBus()
            .AddTokens();
    }

    private static IServiceCollection AddStore(this IServiceCollection services) => services
        .AddSingleton(provider =>
        {
            var options = provider.GetRequiredService<IOptions<CosmosOptions>>().Value;
            return CosmosClients.Create(options.Endpoint, options.Key, provider.GetRequiredService<TokenCredential>());
        })
        .AddSingleton(provider => provider.GetRequiredService<CosmosClient>().GetDatabase(provider.GetRequiredService<IOptions<CosmosOptions>>().Value.Database))
        .AddSingleton(typeof(AggregateStore<,,>))
        .AddSingleton<IFailureLog, FailureLog>()
        .AddSingleton<IIdempotencyStore, IdempotencyStore>()
        .AddSingleton<IRateLimitStore, RateLimitStore>()
        .AddSingleton<OutboxSweep>()
        .AddSingleton<IBacklog>(provider => provider.GetRequiredService<OutboxSweep>())
        .AddSingleton<IJobLog, JobLog>()
        .AddSingleton<IDependency, CosmosDependency>();

    private static IServiceCollection AddBus(this IServiceCollection services) => services
        .AddSingleton(provider =>
        {
            var settings = provider.GetRequiredService<IConfiguration>();
            // A command is durable before its events are sent, so a broker that is down is not waited for: the sweep repeats.
            var options = new ServiceBusClientOptions { RetryOptions = new ServiceBusRetryOptions { MaxRetries = 1, TryTimeout = TimeSpan.FromSeconds(5) } };
            return settings[$"{QueueNames.Connection}:fullyQualifiedNamespace"] is { Length: > 0 } host
                ? new ServiceBusClient(host, provider.GetRequiredService<TokenCredential>(), options)
                : new ServiceBusClient(settings[QueueNames.Connection], options);
        })
        .AddSingleton<QueueSenders>()
        .AddSingleton<OutboxPublisher>()
        .AddSingleton<QueueWorker>()
        .AddSingleton<FailureDesk>()
        .AddSingleton<EventReplay>()
        .AddWorkQueue<ReplayPage>(QueueNames.EventsReplay)
        .AddSingleton<IDependency, ServiceBusDependency>();

    private static IServiceCollection AddTokens(this IServiceCollection services) => services
        .AddSingleton(provider => new AccessTokenKey(KeyOf(provider, AccessTokenKey.Type, options => options.AccessKey, options => options.PreviousAccessKey)))
        .AddSingleton<AccessTokenReader>()
        .AddSingleton(provider => new UploadTokens(KeyOf(provider, UploadTokens.Type, options => options.UploadKey, _ => null)))
        .AddSingleton(provider => new ActivationTokens(KeyOf(provider, ActivationTokens.Type, options => options.MailKey, _ => null)))
        .AddSingleton(provider => new PasswordResetTokens(KeyOf(provider, PasswordResetTokens.Type, options => options.MailKey, _ => null)))
        .AddSingleton(provider => new EmailChangeTokens(KeyOf(provider, EmailChangeTokens.Type, options => options.MailKey, _ => null)))
        .AddSingleton(provider => new ClaimPageTokens(KeyOf(provider, ClaimPageTokens.Type, options => options.MailKey, _ => null)))
        .AddSingleton(provider => new CheckInTokens(KeyOf(provider, CheckInTokens.Type, options => options.MailKey, _ => null)))
        .AddSingleton(provider => new ErasurePageTokens(KeyOf(provider, ErasurePageTokens.Type, options => options.MailKey, _ => null)));

    private static TokenKey KeyOf(IServiceProvider provider, string type, Func<TokenOptions, string> key, Func<TokenOptions, string?> previous)
    {
        var options = provider.GetRequiredService<IOptions<TokenOptions>>().Value;
        return new TokenKey(type, key(options), previous(options), provider.GetRequiredService<TimeProvider>());
    }
}
