using System.Collections.Immutable;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Exports.Reactions;

/// <summary>Work: the archive of an export is to be made.</summary>
public sealed record MakeExport(UserId Owner, ExportId Export);

/// <summary>Makes the archive of an export and records it, or why there can be none.</summary>
/// <remarks>
/// Every attempt has a blob and a data key of its own, and the one that is recorded first counts. So nothing is deleted before it is known
/// which one that was; then all others are.
/// </remarks>
public sealed class MakeExportHandler(IExports exports, ArchiveMaker archives, IContentSealer sealer, IExportVault vault, IClock clock)
{
    /// <param name="work">Which export.</param>
    /// <param name="attempt">Names this attempt: never used twice.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="PermanentFailureException">There is no archive, or something is missing in it.</exception>
    public async Task HandleAsync(MakeExport work, Guid attempt, CancellationToken cancellationToken)
    {
        if (await exports.FindAsync(work.Owner, work.Export, cancellationToken) is not { } export) throw new PermanentFailureException("export_unknown");
        if (export.IsUnderWay)
        {
            await MakeAsync(export, new ExportAttempt(export.Id, attempt), cancellationToken);
            await exports.SaveAsync(export, cancellationToken);
        }

        await vault.DeleteArchivesAsync(export.Id, export.State.File?.Location, cancellationToken);
        if (export.State.Problem is { } problem) throw new PermanentFailureException(problem);
    }

    private async Task MakeAsync(Export export, ExportAttempt attempt, CancellationToken cancellationToken)
    {
        var (owner, record) = (export.State.Owner, Export.RecordOf(export.Id));
        ImmutableArray<MissingEntry> missing = [];
        try
        {
            var key = await sealer.SealAsync(record, new ExportContent([]), [owner], cancellationToken);
            var file = await vault.WriteArchiveAsync(attempt, key, owner, WriteAsync, cancellationToken);
            var content = await sealer.ResealAsync(record, key, owner, new ExportContent(missing), cancellationToken);
            if (file is null) export.Fail("archive_too_large", clock.Now);
            else export.MarkReady(file, content, missing.IsEmpty, clock.Now);
        }
        catch (UserKeyMissingException)
        {
            export.Fail("key_missing", clock.Now);
        }
        catch (PermanentFailureException impossible)
        {
            export.Fail(impossible.Code, clock.Now);
        }

        async Task WriteAsync(Stream destination, CancellationToken token) => missing = await archives.WriteAsync(owner, destination, clock.Now, token);
    }
}
