using Kpm.Core.Shared;
using Kpm.Core.Shared.Claims;
using Kpm.Core.Users.Keep;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.UseCases;

/// <summary>Asks another person for a keep. Every active user may call it.</summary>
/// <param name="Id">The new keep.</param>
/// <param name="Requester">Who asks.</param>
/// <param name="Target">Who is asked.</param>
/// <param name="Name">What the requester calls the other, if anything.</param>
/// <param name="At">Now.</param>
public sealed record RequestKeep(KeepId Id, UserId Requester, KeepTarget Target, string? Name, Timestamp At)
{
    /// <summary>Whether the target said yes already, by taking up an invitation of the requester.</summary>
    public bool IsAgreed { get; init; }

    /// <summary>Never the name: it must not reach a log.</summary>
    public override string ToString() => $"RequestKeep {{ Id = {Id} }}";
}

/// <summary>Whom a keep is asked of.</summary>
public abstract record KeepTarget
{
    public sealed record ById(UserId User) : KeepTarget;

    public sealed record ByCode(string Code) : KeepTarget;

    public sealed record ByEmail(string Address) : KeepTarget
    {
        /// <summary>Never the address: it must not reach a log.</summary>
        public override string ToString() => "ByEmail";
    }
}

public sealed class RequestKeepHandler(IKeeps keeps, IUsers users, ClaimDesk desk, IClaimStore claims)
{
    /// <returns>The id of the keep that joins the two now: the new one, or the one that there was. Errors: <see cref="IdTaken"/> by a keep of others.</returns>
    public async Task<Result<KeepId>> HandleAsync(RequestKeep command, CancellationToken cancellationToken)
    {
        var name = KeepName.Parse(command.Name);
        if (name.IsFailure) return name.Error;
        if (await FindTargetAsync(command.Target, cancellationToken) is not { } target) return new KeepTargetNotFound();
        var keep = command.IsAgreed
            ? TrustedKeep.Join(command.Id, command.Requester, target.Id, command.At)
            : TrustedKeep.Request(command.Id, command.Requester, target.Id, name.Value, command.At);
        if (keep.IsFailure) return keep.Error;

        var pair = TrustedKeep.PairOf(command.Requester, target.Id);
        var holder = await ReserveAsync(pair, command, cancellationToken);
        if (holder != command.Id) return holder;
        if (await keeps.AddAsync(keep.Value, cancellationToken)) return command.Id;
        if (await FindJoinedAsync(command.Id, pair, cancellationToken) is { } repeated) return repeated.State.Requester == command.Requester ? command.Id : new IdTaken();
        await desk.ReleaseAsync(pair, command.Id.ToString(), cancellationToken);
        return new IdTaken();
    }

    private async Task<UserAccount?> FindTargetAsync(KeepTarget target, CancellationToken cancellationToken)
    {
        var id = target switch
        {
            KeepTarget.ById byId => byId.User,
            KeepTarget.ByCode byCode => await HolderAsync(UserClaims.ReferralCode(new ReferralCode(byCode.Code)), cancellationToken),
            KeepTarget.ByEmail byEmail when EmailAddress.Parse(byEmail.Address) is { IsFailure: false } email => await HolderAsync(UserClaims.Email(email.Value), cancellationToken),
            _ => null,
        };
        var user = id is { } known ? await users.FindAsync(known, cancellationToken) : null;
        return user is { State.Lifecycle: Lifecycle.Removed } ? null : user;
    }

    private async Task<UserId?> HolderAsync(ClaimName name, CancellationToken cancellationToken) =>
        EntityId.TryParse<UserId>(await desk.FindHolderAsync(name, cancellationToken), out var id) ? id : null;

    /// <summary>The keep that holds the pair: this one, unless one of these two that has not ended holds it.</summary>
    private async Task<KeepId> ReserveAsync(ClaimName pair, RequestKeep command, CancellationToken cancellationToken)
    {
        if (await desk.ReserveAsync(pair, command.Id.ToString(), command.At, holder => ExistsAsync(holder, pair, cancellationToken), cancellationToken)) return command.Id;
        if (await claims.FindAsync(pair, cancellationToken) is not { } current) throw new ConcurrencyConflictException();
        var holder = EntityId.Parse<KeepId>(current.Holder);
        // Another request of the two at this moment, or one that died: its keep may come or not, until its claim can be taken over.
        if (await keeps.FindAsync(holder, cancellationToken) is not { } keep) throw new ConcurrencyConflictException();
        if (!keep.State.IsFinal && PairOf(keep) == pair) return holder;
        if (!await claims.TryReplaceAsync(current, new Claim(pair, command.Id.ToString(), command.At), cancellationToken)) throw new ConcurrencyConflictException();
        return command.Id;
    }

    private async Task<bool> ExistsAsync(string holder, ClaimName pair, CancellationToken cancellationToken) =>
        EntityId.TryParse<KeepId>(holder, out var id) && await FindJoinedAsync(id, pair, cancellationToken) is not null;

    /// <summary>The keep of this id, if it is one of the pair: a request may name the id of a keep of others.</summary>
    private async Task<TrustedKeep?> FindJoinedAsync(KeepId id, ClaimName pair, CancellationToken cancellationToken) =>
        await keeps.FindAsync(id, cancellationToken) is { } keep && PairOf(keep) == pair ? keep : null;

    private static ClaimName PairOf(TrustedKeep keep) => TrustedKeep.PairOf(keep.State.Requester, keep.State.Requested);
}
