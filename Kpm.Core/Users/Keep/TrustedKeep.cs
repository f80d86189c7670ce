using Kpm.Core.Shared;
using Kpm.Core.Shared.Claims;

namespace Kpm.Core.Users.Keep;

/// <summary>Which side of a keep someone is.</summary>
public enum KeepSide
{
    Requester,
    Requested,
}

/// <summary>The stored part of a <see cref="TrustedKeep"/>.</summary>
public sealed record KeepState : AggregateState
{
    public required UserId Requester { get; init; }

    public required UserId Requested { get; init; }

    public KeepSide? DeclinedBy { get; init; }

    /// <summary>Stored, never shown.</summary>
    public string? DeclinedReason { get; init; }

    /// <summary>Never the reason: it must not reach a log.</summary>
    public override string ToString() => $"KeepState {{ Lifecycle = {Lifecycle} }}";
}

/// <summary>A mutual trusted relationship: asked for by one person, accepted by the other. The Keep aggregate of the domain.</summary>
public sealed class TrustedKeep : AggregateRoot<KeepId, KeepState>
{
    private TrustedKeep(KeepId id, KeepState state, long version) : base(id, state, version)
    {
    }

    /// <summary>A keep as it was stored.</summary>
    public static TrustedKeep Load(KeepId id, KeepState state, long version) => new(id, state, version);

    /// <summary>The unique name of a pair of people, whoever asked.</summary>
    public static ClaimName PairOf(UserId one, UserId other)
    {
        var (low, high) = string.CompareOrdinal(one.ToString(), other.ToString()) < 0 ? (one, other) : (other, one);
        return new ClaimName(ClaimKind.Keep, $"{low}:{high}");
    }

    public static Result<TrustedKeep> Request(KeepId id, UserId requester, UserId requested, Timestamp at)
    {
        if (requester == requested) return new KeepWithOneself();
        var state = new KeepState { CreatedTs = at, Requester = requester, Requested = requested };
        var keep = new TrustedKeep(id, state, 0);
        keep.Change(state, at, new KeepRequested(id, requester, requested));
        return keep;
    }

    public bool IsActive => State.Lifecycle == Lifecycle.Active;

    public bool IsParty(UserId person) => person == State.Requester || person == State.Requested;

    /// <summary>Only the requested person accepts; accepting twice changes nothing.</summary>
    public Result Accept(UserId by, Timestamp at)
    {
        if (by != State.Requested) return new Forbidden();
        if (IsActive) return Result.Success;
        if (State.IsFinal) return new Conflict("This keep has ended.");
        Change(State with { Lifecycle = Lifecycle.Active, ModifiedTs = Modified(at, "state") }, at, new KeepAccepted(Id, State.Requester, State.Requested));
        return Result.Success;
    }

    /// <summary>Either person ends it; ending it twice changes nothing.</summary>
    public Result Decline(UserId by, string? reason, Timestamp at)
    {
        if (!IsParty(by)) return new Forbidden();
        if (State.IsFinal) return Result.Success;
        var ended = State with
        {
            Lifecycle = Lifecycle.Removed,
            DeclinedBy = by == State.Requester ? KeepSide.Requester : KeepSide.Requested,
            DeclinedReason = reason,
            ModifiedTs = Modified(at, "state"),
        };
        Change(ended, at, new KeepDeclined(Id, State.Requester, State.Requested, WasAccepted: IsActive));
        return Result.Success;
    }
}

/// <summary>Stores keeps.</summary>
public interface IKeeps : IRepository<TrustedKeep, KeepId>
{
    /// <summary>The keeps of a person, whatever became of them. Asks every partition: for work in the background only.</summary>
    Task<IReadOnlyList<KeepId>> FindOfAsync(UserId person, CancellationToken cancellationToken);
}
