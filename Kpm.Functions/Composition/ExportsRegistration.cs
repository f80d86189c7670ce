using Kpm.Core.Assets.Reactions.ExportSources;
using Kpm.Core.Exports;
using Kpm.Core.Exports.Reactions;
using Kpm.Core.Exports.UseCases;
using Kpm.Core.Shared;
using Kpm.Core.Users.Reactions.ExportSources;
using Kpm.Functions.Adapters.Archives;
using Kpm.Functions.Adapters.Cosmos;
using Kpm.Functions.Queues;
using Microsoft.Extensions.DependencyInjection;

namespace Kpm.Functions.Composition;

/// <summary>The exports context, and what the other contexts give to an export.</summary>
internal static class ExportsRegistration
{
    public static IServiceCollection AddExports(this IServiceCollection services) => services
        .AddSingleton(ExportStore.Mapping)
        .AddSingleton<IExports, ExportStore>()
        .AddSingleton<IArchiveFormat, ZipFormat>()
        .AddSingleton<ArchiveMaker>()
        .AddSingleton<ExportViews>()
        .AddSingleton<RequestExportHandler>()
        .AddSingleton<ListMyExportsHandler>()
        .AddSingleton<GetExportHandler>()
        .AddSingleton<OpenExportFileHandler>()
        .AddSingleton<RemoveExportHandler>()
        .AddSingleton<MakeExportHandler>()
        .AddSingleton<CheckExportHandler>()
        .AddSingleton<TellExportReady>()
        .AddWorkQueue<MakeExport>(QueueNames.ExportsMake)
        .AddWorkQueue<CheckExport>(QueueNames.ExportsCheck)
        .AddDueWork<ExportId, CheckExport>("SweepExports", "exports", (export, due, owner) => new CheckExport(EntityId.Parse<UserId>(owner), export, due))
        .AddSources();

    /// <summary>The order of the archive; the first says whether there is anybody to export.</summary>
    private static IServiceCollection AddSources(this IServiceCollection services) => services
        .AddSingleton<IExportSource, ExportAccount>()
        .AddSingleton<IExportSource, ExportReminders>()
        .AddSingleton<IExportSource, ExportKeeps>()
        .AddSingleton<IExportSource, ExportLegacies>()
        .AddSingleton<IExportSource, ExportHistory>()
        .AddSingleton<IExportSource, ExportReceipts>()
        .AddSingleton<IExportSource, ExportAssets>();
}
