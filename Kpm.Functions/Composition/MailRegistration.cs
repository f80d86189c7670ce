using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Core.Users.Reactions;
using Kpm.Functions.Adapters.Cosmos;
using Kpm.Functions.Adapters.Mail;
using Kpm.Functions.Adapters.SendGrid;
using Kpm.Functions.Queues;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SendGrid;

namespace Kpm.Functions.Composition;

/// <summary>Mails: rendering, sending and remembering.</summary>
internal static class MailRegistration
{
    public static IServiceCollection AddMail(this IServiceCollection services)
    {
        services.AddSettings<MailOptions>("Mail");
        services.AddSettings<SendGridOptions>("SendGrid");
        return services
            .AddSingleton<IMailRenderer, FluidMailRenderer>()
            .AddSingleton<IMailLinks, MailLinks>()
            .AddSingleton<ILogIns, LogIns>()
            .AddSingleton<IMailLog, MailLog>()
            .AddSingleton<IMailCap, DailyMailCap>()
            .AddSingleton<SendGridWebhookSignature>()
            .AddSingleton<IMailSender, SendGridMailSender>()
            .AddSingleton<ISendGridClient>(provider =>
            {
                var options = provider.GetRequiredService<IOptions<SendGridOptions>>().Value;
                return new SendGridClient(new SendGridClientOptions { ApiKey = options.ApiKey, Host = options.Host });
            })
            .AddSingleton(provider =>
            {
                var options = provider.GetRequiredService<IOptions<MailOptions>>().Value;
                return new MailPolicy(options.FounderNames.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), options.BoardAddress, options.Lease);
            })
            .AddSingleton<MailComposer>()
            .AddSingleton<SendEmailHandler>()
            .AddSingleton<IWatermarks, Watermarks>()
            .AddSingleton<IFeedbackAnswers, FeedbackAnswers>()
            .AddSingleton<SendFeedbackDigestHandler>()
            .AddSingleton<NoteMailOutcomeHandler>()
            .AddWorkQueue<SendEmail>(QueueNames.Emails)
            .AddWorkQueue<NoteMailOutcome>(QueueNames.EmailsOutcome);
    }
}
