using Kpm.Core.Shared;
using Kpm.Core.Users.Life;

namespace Kpm.Core.Users.UseCases;

/// <summary>What is known of whether somebody is alive. The person themself may call it.</summary>
public sealed record GetSignsOfLife(UserId Person, Timestamp At);

public sealed class GetSignsOfLifeHandler(ISignsOfLife signs)
{
    /// <returns>What is known; of somebody who gave no sign yet, that.</returns>
    public async Task<SignsOfLife> HandleAsync(GetSignsOfLife query, CancellationToken cancellationToken) =>
        await signs.FindAsync(query.Person, cancellationToken) ?? SignsOfLife.Begin(query.Person, query.At);
}
