using Kpm.Core.Assets;
using Kpm.Core.Assets.Reactions;
using Kpm.Core.Exports.Reactions;
using Kpm.Core.Shared;
using Kpm.Core.Users.Keep;
using Kpm.Core.Users.Reactions;
using Kpm.Core.Users.Reactions.RemovalSteps;
using Kpm.Core.Users.Removal;
using Kpm.Core.Users.UseCases;
using Kpm.Functions.Adapters.Cosmos;
using Kpm.Functions.Queues;
using Microsoft.Extensions.DependencyInjection;

namespace Kpm.Functions.Composition;

/// <summary>How accounts end, across the contexts.</summary>
internal static class RemovalRegistration
{
    public static IServiceCollection AddRemoval(this IServiceCollection services) => services
        .AddSingleton(RemovalStore.Mapping)
        .AddSingleton<IRemovals, RemovalStore>()
        .AddSingleton<RemoveUserHandler>()
        .AddSingleton<DisableUserHandler>()
        .AddSingleton<LeaveKpmHandler>()
        .AddSingleton<StartRemoval>()
        .AddSingleton<CloseAccountHandler>()
        .AddSingleton<AdvanceRemovalHandler>()
        .AddWorkQueue<CloseAccount>(QueueNames.UsersCloseAccount)
        .AddWorkQueue<AdvanceRemoval>(QueueNames.UsersAdvanceRemoval)
        .AddDueWork<UserId, CloseAccount>("CheckDueRemovals", "users", (user, _) => new CloseAccount(user))
        .AddDueWork<RemovalId, AdvanceRemoval>("CheckDueRemovals", "removals", (removal, _) => new AdvanceRemoval(removal))
        .AddSteps();

    /// <summary>The steps in their order. The key goes last: what was sealed for the person cannot be opened afterwards, not even to repair.</summary>
    private static IServiceCollection AddSteps(this IServiceCollection services) => services
        .AddSingleton<IRemovalStep, CloseSessions>()
        .AddSingleton<IRemovalStep>(provider => LeaveReleasesAs(provider, LeaveReleases.First))
        .AddSingleton<IRemovalStep, WithdrawInvitations>()
        .AddSingleton<IRemovalStep>(provider => DeclineKeepsAs(provider, DeclineKeeps.First))
        .AddSingleton<IRemovalStep, ConfirmRemovalByMail>()
        .AddSingleton<IRemovalStep, GiveBackClaims>()
        .AddSingleton<IRemovalStep, ForgetFeedback>()
        .AddSingleton<IRemovalStep, ForgetSignsOfLife>()
        .AddSingleton<IRemovalStep, ErasePersonalData>()
        .AddSingleton<IRemovalStep>(provider => DeclineKeepsAs(provider, DeclineKeeps.Second))
        .AddSingleton<IRemovalStep, AwaitDeliveries>()
        .AddSingleton<IRemovalStep, GiveUpAssets>()
        .AddSingleton<IRemovalStep>(provider => LeaveReleasesAs(provider, LeaveReleases.Second))
        .AddSingleton<IRemovalStep, RemoveExports>()
        .AddSingleton<IRemovalStep, EraseUserKey>();

    private static LeaveReleases LeaveReleasesAs(IServiceProvider provider, string name) =>
        new(provider.GetRequiredService<IReleases>(), provider.GetRequiredService<IClock>(), name);

    private static DeclineKeeps DeclineKeepsAs(IServiceProvider provider, string name) =>
        new(provider.GetRequiredService<IKeeps>(), provider.GetRequiredService<IClock>(), name);
}
