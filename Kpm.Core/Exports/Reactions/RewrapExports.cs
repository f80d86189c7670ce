using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Exports.Reactions;

/// <summary>Every archive of a person is wrapped under the new version of the person's key.</summary>
public sealed class RewrapExports(IExports exports, IContentSealer sealer) : RewrapRecords<Export, ExportId>("exports", sealer)
{
    protected override async Task<IReadOnlyList<ExportId>> FindIdsAsync(UserId person, CancellationToken cancellationToken) =>
        [.. (await exports.ListAsync(person, cancellationToken)).Select(export => export.Id)];

    protected override Task<Export?> FindAsync(UserId person, ExportId id, CancellationToken cancellationToken) => exports.FindAsync(person, id, cancellationToken);

    protected override RecordName RecordOf(ExportId id) => Export.RecordOf(id);

    protected override SealedRecord? SealedOf(Export record) => record.State.Sealed;

    protected override void Renew(Export record, SealedRecord renewed) => record.RenewWrap(renewed);

    protected override Task SaveAsync(Export record, CancellationToken cancellationToken) => exports.SaveAsync(record, cancellationToken);
}
