using Kpm.Core.Shared;
using Kpm.Core.Users.Keep;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.UseCases;

/// <summary>Reads one keep. Only its two people may call it.</summary>
public sealed record GetKeep(KeepId Keep, UserId By);

public sealed class GetKeepHandler(IKeeps keeps, IUsers users)
{
    public async Task<Result<KeepRow>> HandleAsync(GetKeep query, CancellationToken cancellationToken)
    {
        if (await keeps.FindAsync(query.Keep, cancellationToken) is not { } keep || !keep.IsParty(query.By)) return new Forbidden();
        var requester = users.FindAsync(keep.State.Requester, cancellationToken);
        var requested = users.FindAsync(keep.State.Requested, cancellationToken);
        return KeepRow.Of(keep, query.By, await requester, await requested);
    }
}
