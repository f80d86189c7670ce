using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets.Reactions;

/// <summary>Every rehearsal of a person is wrapped under the new version of the person's key.</summary>
public sealed class RewrapRehearsals(IRehearsals rehearsals, IContentSealer sealer) : RewrapRecords<Rehearsal, RehearsalId>("rehearsals", sealer)
{
    protected override Task<IReadOnlyList<RehearsalId>> FindIdsAsync(UserId person, CancellationToken cancellationToken) => rehearsals.FindIdsAsync(person, cancellationToken);

    protected override Task<Rehearsal?> FindAsync(UserId person, RehearsalId id, CancellationToken cancellationToken) => rehearsals.FindAsync(person, id, cancellationToken);

    protected override RecordName RecordOf(RehearsalId id) => Rehearsal.RecordOf(id);

    protected override SealedRecord? SealedOf(Rehearsal record) => record.State.Sealed;

    protected override void Renew(Rehearsal record, SealedRecord renewed) => record.RenewWrap(renewed);

    protected override Task SaveAsync(Rehearsal record, CancellationToken cancellationToken) => rehearsals.SaveAsync(record, cancellationToken);
}
