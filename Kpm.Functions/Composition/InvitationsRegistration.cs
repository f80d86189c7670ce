using Kpm.Core.Assets.Reactions;
using Kpm.Core.Assets.UseCases;
using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Core.Users.Invitation;
using Kpm.Core.Users.Reactions;
using Kpm.Core.Users.UseCases;
using Kpm.Functions.Adapters.Cosmos;
using Kpm.Functions.Adapters.Tokens;
using Kpm.Functions.Queues;
using Microsoft.Extensions.DependencyInjection;

namespace Kpm.Functions.Composition;

/// <summary>How releases reach people who have no account, across the contexts.</summary>
internal static class InvitationsRegistration
{
    public static IServiceCollection AddInvitations(this IServiceCollection services) => services
        .AddSingleton(InvitationStore.Mapping)
        .AddSingleton<IInvitations, InvitationStore>()
        .AddSingleton<IInvitationSecrets, InvitationSecrets>()
        .AddSingleton<IInvitationLetters, InvitationLetters>()
        .AddSingleton<IInvitedLookup, InvitedLookup>()
        .AddSingleton<InvitationTokens>()
        .AddSingleton<ReadInvitationHandler>()
        .AddSingleton<SignUpInvitedHandler>()
        .AddSingleton<AcceptInvitationHandler>()
        .AddSingleton<AskForInvitationHandler>()
        .AddSingleton<RemindInvitedHandler>()
        .AddSingleton<FollowInvitedRelease>()
        .AddSingleton<TakeUpInvitation>()
        .AddSingleton<JoinInvited>()
        .AddSingleton<MailInvitation>()
        .AddSingleton<AdmitReceiver>()
        .AddWorkQueue<SendInvitation>(QueueNames.InvitationsMail);
}
