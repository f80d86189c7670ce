using Kpm.Core.Assets.Reactions;
using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Core.Users.Reactions;
using Kpm.Functions.Adapters.Cosmos;
using Kpm.Functions.Adapters.Fcm;
using Kpm.Functions.Queues;
using Kpm.Functions.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Kpm.Functions.Composition;

/// <summary>Push messages: who is told, sending and remembering.</summary>
internal static class PushRegistration
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static IServiceCollection AddPush(this IServiceCollection services)
    {
        services.AddSettings<FcmOptions>("Fcm");
        services.AddSettings<ReminderOptions>("Reminders");
        return services
            .AddHostedService<MissingPushWarning>()
            .AddSingleton<FcmAccess>()
            .AddSingleton(Sender)
            .AddSingleton<IPushLog, PushLog>()
            .AddSingleton<IPushDevices, PushDevices>()
            .AddSingleton<IReminderTitles, ReminderTitles>()
            .AddSingleton<PushTitles>()
            .AddSingleton<PushFanOut>()
            .AddSingleton<SendPushHandler>()
            .AddWorkQueue<SendPush>(QueueNames.Pushes)
            .AddSingleton<PushKeep>()
            .AddSingleton<PushRelease>()
            .AddReminders();
    }

    private static IServiceCollection AddReminders(this IServiceCollection services) => services
        .AddSingleton(provider => new ReminderLead(provider.GetRequiredService<IOptions<ReminderOptions>>().Value.LeadTime))
        .AddSingleton<RemindUserHandler>()
        .AddSingleton<PushReminder>()
        .AddWorkQueue<RemindUser>(QueueNames.UsersRemind)
        .AddDueWork<UserId, RemindUser>("CheckDueReminders", "users", (user, due, _) => new RemindUser(user, due), provider => DueTime.NextReminder(provider.GetRequiredService<ReminderLead>().Time));

    private static IPushSender Sender(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<FcmOptions>>();
        if (!options.Value.IsConfigured) return new NoPushSender();
        var http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = Patience };
        return new FcmPushSender(http, provider.GetRequiredService<FcmAccess>(), options);
    }
}
