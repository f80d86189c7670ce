using Kpm.Core.Shared;
using Kpm.Core.Users.Keep;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.Reactions;

/// <summary>
/// A keep changed: the rows of its two people follow, and the one in the directory. Reads the keep itself, so the order of events does not
/// matter.
/// </summary>
public sealed class ProjectKeep(IKeeps keeps, IUsers users, IKeepRows rows, IKeepDirectory directory)
{
    public async Task HandleAsync(KeepId id, CancellationToken cancellationToken)
    {
        // Looks again after it has written: a person who changed in between did not find these rows yet (ProjectKeepsOfUser).
        for (long? shown = null; ;)
        {
            if (await keeps.FindAsync(id, cancellationToken) is not { } keep) throw new PermanentFailureException("keep_unknown");
            var requester = await users.FindAsync(keep.State.Requester, cancellationToken);
            var requested = await users.FindAsync(keep.State.Requested, cancellationToken);
            var (ofRequester, ofRequested) = (
                KeepRow.Of(keep, keep.State.Requester, requester, requested),
                KeepRow.Of(keep, keep.State.Requested, requester, requested));
            if (ofRequester.Revision == shown) return;
            await rows.PutAsync(keep.State.Requester, ofRequester, cancellationToken);
            await rows.PutAsync(keep.State.Requested, ofRequested, cancellationToken);
            await directory.PutAsync(KeepRow.OfNobody(keep), cancellationToken);
            shown = ofRequester.Revision;
        }
    }
}
