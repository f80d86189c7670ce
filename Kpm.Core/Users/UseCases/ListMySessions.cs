using Kpm.Core.Shared;
using Kpm.Core.Users.Session;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.UseCases;

/// <summary>Lists the sessions in which the caller is logged in, the one used last first. Only their user may call it.</summary>
public sealed record ListMySessions(UserId By, PageRequest Page, Timestamp At);

public sealed class ListMySessionsHandler(IUsers users, ISessions sessions)
{
    public async Task<Page<LoginSession>> HandleAsync(ListMySessions query, CancellationToken cancellationToken)
    {
        var user = await users.FindAsync(query.By, cancellationToken);
        var open = (await sessions.ListAsync(query.By, cancellationToken))
            .Where(session => user?.Admits(session, query.At) == true)
            .OrderByDescending(session => session.State.LastUsedTs)
            .ThenBy(session => session.Id.Value)
            .ToList();
        return new Page<LoginSession>([.. open.Skip(query.Page.Offset).Take(query.Page.Size)], open.Count, query.Page.Number, query.Page.Size);
    }
}
