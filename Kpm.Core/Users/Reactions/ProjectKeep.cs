using Kpm.Core.Shared;
using Kpm.Core.Users.Keep;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.Reactions;

/// <summary>A keep changed: the rows of its two people follow. Reads the keep itself, so the order of events does not matter.</summary>
public sealed class ProjectKeep(IKeeps keeps, IUsers users, IKeepRows rows)
{
    public async Task HandleAsync(KeepId id, CancellationToken cancellationToken)
    {
        if (await keeps.FindAsync(id, cancellationToken) is not { } keep) throw new PermanentFailureException("keep_unknown");
        var requester = await users.FindAsync(keep.State.Requester, cancellationToken);
        var requested = await users.FindAsync(keep.State.Requested, cancellationToken);
        foreach (var person in new[] { keep.State.Requester, keep.State.Requested })
            await rows.PutAsync(person, KeepRow.Of(keep, person, requester, requested), cancellationToken);
    }
}
