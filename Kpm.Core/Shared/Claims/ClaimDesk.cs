namespace Kpm.Core.Shared.Claims;

/// <summary>
/// Gives each unique value to one holder. A claim is reserved before its holder is stored and confirmed after; one that was
/// abandoned half way is taken over after <see cref="AbandonedAfter"/>, but only when its holder does not exist.
/// </summary>
public sealed class ClaimDesk(IClaimStore claims)
{
    public static readonly TimeSpan AbandonedAfter = TimeSpan.FromMinutes(10);

    /// <summary>Reserves a value for a holder.</summary>
    /// <param name="name">The value.</param>
    /// <param name="holder">Who wants it.</param>
    /// <param name="at">Now.</param>
    /// <param name="holderExists">Tells whether the present holder is stored.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>True when the holder has it now, or had it before.</returns>
    public async Task<bool> ReserveAsync(ClaimName name, string holder, Timestamp at, Func<string, Task<bool>> holderExists, CancellationToken cancellationToken)
    {
        var wanted = new Claim(name, holder, at);
        if (await claims.TryCreateAsync(wanted, cancellationToken)) return true;
        if (await claims.FindAsync(name, cancellationToken) is not { } current) return await claims.TryCreateAsync(wanted, cancellationToken);
        if (current.Holder == holder) return true;
        if (current.Confirmed || at - current.ReservedAt < AbandonedAfter || await holderExists(current.Holder)) return false;
        return await claims.TryReplaceAsync(current, wanted, cancellationToken);
    }

    /// <summary>
    /// As <see cref="ReserveAsync"/>, and a value that the holder has already is reserved anew: whoever is about to give it back on the
    /// holder's behalf finds it changed, and leaves it.
    /// </summary>
    public async Task<bool> ReserveAnewAsync(ClaimName name, string holder, Timestamp at, Func<string, Task<bool>> holderExists, CancellationToken cancellationToken)
    {
        if (await claims.FindAsync(name, cancellationToken) is not { } current || current.Holder != holder)
            return await ReserveAsync(name, holder, at, holderExists, cancellationToken);
        if (!await claims.TryReplaceAsync(current, new Claim(name, holder, at), cancellationToken)) throw new ConcurrencyConflictException();
        return true;
    }

    /// <summary>Marks the claim as held by somebody who exists. Never takes it from another holder.</summary>
    public async Task ConfirmAsync(ClaimName name, string holder, CancellationToken cancellationToken)
    {
        if (await claims.FindAsync(name, cancellationToken) is not { Confirmed: false } current || current.Holder != holder) return;
        if (!await claims.TryReplaceAsync(current, current with { Confirmed = true }, cancellationToken)) throw new ConcurrencyConflictException();
    }

    /// <summary>Gives back what the holder reserved but did not use.</summary>
    public async Task ReleaseAsync(ClaimName name, string holder, CancellationToken cancellationToken)
    {
        if (await claims.FindAsync(name, cancellationToken) is { Confirmed: false } current && current.Holder == holder)
            await claims.ReleaseAsync(current, cancellationToken);
    }

    /// <summary>Gives back what the holder does not use any more. One that is being reserved at this moment is left alone.</summary>
    public async Task GiveBackAsync(ClaimName name, string holder, Timestamp at, CancellationToken cancellationToken)
    {
        if (await claims.FindAsync(name, cancellationToken) is not { } current || current.Holder != holder) return;
        if (current.Confirmed || at - current.ReservedAt >= AbandonedAfter) await claims.ReleaseAsync(current, cancellationToken);
    }

    public async Task<string?> FindHolderAsync(ClaimName name, CancellationToken cancellationToken) =>
        (await claims.FindAsync(name, cancellationToken))?.Holder;
}
