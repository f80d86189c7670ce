using Kpm.Core.Assets.Reactions.RowSources;
using Kpm.Core.Shared;
using Kpm.Core.Users.Reactions;
using Kpm.Core.Users.Reactions.RowSources;
using Kpm.Core.Users.UseCases;
using Kpm.Functions.Queues;
using Microsoft.Extensions.DependencyInjection;

namespace Kpm.Functions.Composition;

/// <summary>How the rows of lists are made anew, across the contexts.</summary>
internal static class RebuildRegistration
{
    public static IServiceCollection AddRebuild(this IServiceCollection services) => services
        .AddSingleton<RebuildProjectionsHandler>()
        .AddSingleton<RebuildPageHandler>()
        .AddSingleton<RebuildRowsHandler>()
        .AddWorkQueue<RebuildPage>(QueueNames.ProjectionsRebuild)
        .AddWorkQueue<RebuildRows>(QueueNames.ProjectionsRebuildRows)
        .AddSingleton<IRowSource, RebuildUsers>()
        .AddSingleton<IRowSource, RebuildKeeps>()
        .AddSingleton<IRowSource, RebuildAssets>()
        .AddSingleton<IRowSource, RebuildOwners>()
        .AddSingleton<IRowSource, RebuildReleases>();
}
