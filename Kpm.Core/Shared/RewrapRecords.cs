using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Shared;

/// <summary>Every record of one kind that is sealed for a person is wrapped under the new version of the person's key. The wraps of other people stay.</summary>
/// <param name="name">Names the step in the stored rotation, for ever.</param>
/// <param name="sealer">Makes the wraps.</param>
public abstract class RewrapRecords<TAggregate, TId>(string name, IContentSealer sealer) : RewrapStep(name)
    where TAggregate : class
    where TId : struct, IEntityId<TId>
{
    protected sealed override async Task<int> RenewAsync(RotatedKey key, CancellationToken cancellationToken)
    {
        var found = 0;
        foreach (var id in await FindIdsAsync(key.User, cancellationToken))
        {
            if (await FindAsync(key.User, id, cancellationToken) is not { } record || SealedOf(record) is not { } content || !content.HasOlderWrap(key)) continue;
            found++;
            Renew(record, await sealer.RenewWrapAsync(RecordOf(id), content, key, cancellationToken));
            try
            {
                await SaveAsync(record, cancellationToken);
            }
            catch (ConcurrencyConflictException)
            {
                // The other writer was faster; the next look finds the record again.
            }
        }

        return found;
    }

    /// <summary>Which records may be sealed for the person, whatever became of them.</summary>
    protected abstract Task<IReadOnlyList<TId>> FindIdsAsync(UserId person, CancellationToken cancellationToken);

    protected abstract Task<TAggregate?> FindAsync(UserId person, TId id, CancellationToken cancellationToken);

    /// <summary>The name under which the content is sealed.</summary>
    protected abstract RecordName RecordOf(TId id);

    /// <summary>The content; null when there is none to open.</summary>
    protected abstract SealedRecord? SealedOf(TAggregate record);

    protected abstract void Renew(TAggregate record, SealedRecord renewed);

    /// <exception cref="ConcurrencyConflictException">It was changed since it was loaded.</exception>
    protected abstract Task SaveAsync(TAggregate record, CancellationToken cancellationToken);
}
