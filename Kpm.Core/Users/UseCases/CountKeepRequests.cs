using Kpm.Core.Shared;
using Kpm.Core.Users.Keep;

namespace Kpm.Core.Users.UseCases;

/// <summary>Counts the keeps that wait for the caller's answer.</summary>
public sealed record CountKeepRequests(UserId By);

public sealed class CountKeepRequestsHandler(IKeepRows rows)
{
    public Task<int> HandleAsync(CountKeepRequests query, CancellationToken cancellationToken) => rows.CountRequestedAsync(query.By, cancellationToken);
}
