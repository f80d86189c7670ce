using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Exports.Reactions;

/// <summary>Every archive of a person is wrapped under the new version of the person's key.</summary>
public sealed class RewrapExports(IExports exports, IContentSealer sealer) : IKeyRotationStep
{
    public string Name => "exports";

    /// <summary>Done when a whole look finds nothing that is wrapped under an older version.</summary>
    public async Task<bool> RunAsync(RotatedKey key, CancellationToken cancellationToken) =>
        await RenewAsync(key, cancellationToken) == 0 || await RenewAsync(key, cancellationToken) == 0;

    private async Task<int> RenewAsync(RotatedKey key, CancellationToken cancellationToken)
    {
        var found = 0;
        foreach (var export in await exports.ListAsync(key.User, cancellationToken))
        {
            if (export.State.Sealed is not { } content || !content.HasOlderWrap(key)) continue;
            found++;
            export.RenewWrap(await sealer.RenewWrapAsync(Export.RecordOf(export.Id), content, key, cancellationToken));
            try
            {
                await exports.SaveAsync(export, cancellationToken);
            }
            catch (ConcurrencyConflictException)
            {
                // The other writer was faster; the next look finds the export again.
            }
        }

        return found;
    }
}
