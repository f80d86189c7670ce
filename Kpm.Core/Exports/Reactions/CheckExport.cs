using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Exports.Reactions;

/// <summary>Work: an export ended, or was due to be looked at.</summary>
/// <param name="Owner">Whose.</param>
/// <param name="Export">The export.</param>
/// <param name="Due">The <see cref="ExportState.NextCheckAt"/> that a timer found in the past, if it was one.</param>
public sealed record CheckExport(UserId Owner, ExportId Export, Timestamp? Due = null);

/// <summary>Repeats a making that was lost, ends an export whose time is over, and deletes the blobs of one that ended.</summary>
public sealed class CheckExportHandler(IExports exports, IExportVault vault, IWorkQueue<MakeExport> makings, IClock clock)
{
    public async Task HandleAsync(CheckExport work, CancellationToken cancellationToken)
    {
        var now = clock.Now;
        if (work.Due is { } dueThen && dueThen.IsEarly(now)) return;
        if (await exports.FindAsync(work.Owner, work.Export, cancellationToken) is not { } export) return;
        if (export.IsEnded) await vault.DeleteArchivesAsync(export.Id, kept: null, cancellationToken);
        if (export.State.NextCheckAt is not { } due || due > now) return;
        if (export.IsEnded) export.MarkCleared(now);
        else if (export.IsUnderWay) await MakeAgainAsync(export, due, now, cancellationToken);
        else export.ExpireWhenDue(now);
        await exports.SaveAsync(export, cancellationToken);
    }

    private async Task MakeAgainAsync(Export export, Timestamp due, Timestamp now, CancellationToken cancellationToken)
    {
        if (export.AwaitMaking(now)) await makings.EnqueueAsync($"{export.Id}:{due.UnixMilliseconds}", new MakeExport(export.State.Owner, export.Id), cancellationToken);
        else export.Fail("not_made", now);
    }
}
