using Kpm.Core.Shared;
using Kpm.Core.Shared.Claims;
using Kpm.Core.Users.Keep;

namespace Kpm.Core.Users.UseCases;

/// <summary>
/// Answers whether two people are keeps. The claim on the pair says yes in one read; when it does not, the keep itself decides,
/// because the claim follows the keep with a delay.
/// </summary>
public sealed class KeepLookup(IClaimStore claims, IKeeps keeps) : IKeepLookup
{
    public async Task<bool> AreKeepsAsync(UserId one, UserId other, CancellationToken cancellationToken)
    {
        if (one == other) return true;
        if (await claims.FindAsync(TrustedKeep.PairOf(one, other), cancellationToken) is not { } claim) return false;
        return claim.Note == nameof(Lifecycle.Active) || await IsActiveAsync(claim, one, other, cancellationToken);
    }

    public async Task<bool> AreStillKeepsAsync(UserId one, UserId other, CancellationToken cancellationToken) =>
        one == other || (await claims.FindAsync(TrustedKeep.PairOf(one, other), cancellationToken) is { } claim && await IsActiveAsync(claim, one, other, cancellationToken));

    /// <summary>A claim says who may become keeps by it; only a keep that names both says that they are.</summary>
    private async Task<bool> IsActiveAsync(Claim claim, UserId one, UserId other, CancellationToken cancellationToken) =>
        await keeps.FindAsync(EntityId.Parse<KeepId>(claim.Holder), cancellationToken) is { IsActive: true } keep && keep.IsParty(one) && keep.IsParty(other);
}
