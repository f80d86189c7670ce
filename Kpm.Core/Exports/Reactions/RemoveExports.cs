using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Exports.Reactions;

/// <summary>A removed person has no exports. Done when a whole look finds none.</summary>
public sealed class RemoveExports(IExports exports, IExportVault vault, IClock clock) : IRemovalStep
{
    public string Name => "exports";

    public async Task<bool> RunAsync(RemovedAccount account, CancellationToken cancellationToken)
    {
        var known = await exports.ListAsync(account.User, cancellationToken);
        var isDone = known.All(export => export.State.Status is ExportStatus.Removed);
        foreach (var export in known)
        {
            export.Remove(clock.Now);
            await exports.SaveAsync(export, cancellationToken);
            await vault.DeleteArchivesAsync(export.Id, kept: null, cancellationToken);
        }

        return isDone;
    }
}
