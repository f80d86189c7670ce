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

    /// <summary>What the requester calls the other; shown to the requester only.</summary>
    public string? NameByRequester { get; init; }

    /// <summary>What the requested person calls the other; shown to the requested person only.</summary>
    public string? NameByRequested { get; init; }

    public KeepSide? DeclinedBy { get; init; }

    /// <summary>Stored, never shown.</summary>
    public string? DeclinedReason { get; init; }

    /// <summary>Never the reason: it must not reach a log.</summary>
    public override string ToString() => $"KeepState {{ Lifecycle = {Lifecycle} }}";
}

/// <summary>A mutual trusted relationship: asked for by one person, accepted by the other. The Keep aggregate of the domain.</summary>
public sealed class TrustedKeep : AggregateRoot<KeepId, KeepState>
{
    /// <summary>The longest reason for an end, in characters.</summary>
    public const int MaximumReasonLength = 4000;

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

    /// <summary>Asks for a keep.</summary>
    /// <param name="id">The new keep.</param>
    /// <param name="requester">Who asks.</param>
    /// <param name="requested">Who is asked.</param>
    /// <param name="name">What the requester calls the other, if anything.</param>
    /// <param name="at">Now.</param>
    public static Result<TrustedKeep> Request(KeepId id, UserId requester, UserId requested, string? name, Timestamp at)
    {
        if (requester == requested) return new KeepWithOneself();
        var state = new KeepState { CreatedTs = at, Requester = requester, Requested = requested, NameByRequester = name };
        var keep = new TrustedKeep(id, state, 0);
        keep.Change(state, at, new KeepRequested(id, requester, requested));
        return keep;
    }

    /// <summary>Joins two people who both said so already: one invited the other, who accepted.</summary>
    /// <param name="id">The new keep.</param>
    /// <param name="inviter">Who invited.</param>
    /// <param name="invited">Who accepted.</param>
    /// <param name="at">Now.</param>
    public static Result<TrustedKeep> Join(KeepId id, UserId inviter, UserId invited, Timestamp at)
    {
        if (inviter == invited) return new KeepWithOneself();
        var state = new KeepState { CreatedTs = at, Lifecycle = Lifecycle.Active, Requester = inviter, Requested = invited };
        var keep = new TrustedKeep(id, state, 0);
        keep.Change(state, at, new KeepAccepted(id, inviter, invited));
        return keep;
    }

    public bool IsActive => State.Lifecycle == Lifecycle.Active;

    public bool IsParty(UserId person) => person == State.Requester || person == State.Requested;

    /// <summary>What this person calls the other, if anything.</summary>
    public string? NameBy(UserId person) =>
        person == State.Requester ? State.NameByRequester : person == State.Requested ? State.NameByRequested : null;

    /// <summary>Only the requested person accepts, and may give the other a name; accepting twice changes nothing.</summary>
    public Result Accept(UserId by, string? name, Timestamp at)
    {
        if (by != State.Requested) return new Forbidden();
        if (IsActive) return Result.Success;
        if (State.IsFinal) return new KeepEnded();
        Change(State with { Lifecycle = Lifecycle.Active, NameByRequested = name, ModifiedTs = Modified(at, "state") }, at, new KeepAccepted(Id, State.Requester, State.Requested));
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
            NameByRequester = null,
            NameByRequested = null,
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
