using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Users.Removal;

/// <summary>The stored part of an <see cref="AccountRemoval"/>. Active: under way. Inactive: done.</summary>
public sealed record RemovalState : AggregateState
{
    public required UserId User { get; init; }

    public required UserId By { get; init; }

    /// <summary>The names of the steps that are done, in the order in which they were.</summary>
    public ImmutableArray<string> Done { get; init; } = [];

    /// <summary>When a timer goes on with it, should nothing else; null when it is done.</summary>
    public Timestamp? NextCheckAt { get; init; }
}

/// <summary>
/// What follows from the removal of an account, across all that belongs to it: a saga whose steps are recorded one by one, so that it goes on
/// where it stopped, whatever stopped it.
/// </summary>
public sealed class AccountRemoval : AggregateRoot<RemovalId, RemovalState>
{
    /// <summary>How long after its last sign of progress a timer goes on with a removal: its process may have died.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>The pause before a step that has to wait is asked again.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private AccountRemoval(RemovalId id, RemovalState state, long version) : base(id, state, version)
    {
    }

    public RemovedAccount Account => new(Id, State.User, State.By, State.CreatedTs);

    public bool IsComplete => State.Lifecycle == Lifecycle.Inactive;

    /// <summary>There is one removal of an account, whoever starts it.</summary>
    public static RemovalId IdFor(UserId user) => DerivedId.From<RemovalId>(user.ToString(), "removal");

    /// <summary>A removal as it was stored.</summary>
    public static AccountRemoval Load(RemovalId id, RemovalState state, long version) => new(id, state, version);

    public static AccountRemoval Start(UserId user, UserId by, Timestamp at)
    {
        var state = new RemovalState { CreatedTs = at, Lifecycle = Lifecycle.Active, User = user, By = by, NextCheckAt = at + Patience };
        var removal = new AccountRemoval(IdFor(user), state, 0);
        removal.Change(state, at, new RemovalStarted(removal.Id));
        return removal;
    }

    public bool Has(string step) => State.Done.Contains(step, StringComparer.Ordinal);

    /// <summary>A step is done.</summary>
    public void Record(string step, Timestamp at)
    {
        if (!Has(step)) Change(State with { Done = State.Done.Add(step), NextCheckAt = at + Patience }, at);
    }

    /// <summary>A step has to wait for something.</summary>
    public void Wait(Timestamp at) => Change(State with { NextCheckAt = at + Pause }, at);

    /// <summary>Every step is done; again changes nothing.</summary>
    public void Complete(Timestamp at)
    {
        if (!IsComplete) Change(State with { Lifecycle = Lifecycle.Inactive, NextCheckAt = null, ModifiedTs = Modified(at, "state") }, at);
    }
}

/// <summary>The removal of an account is to be carried out.</summary>
[EventName("removal_started.v1")]
public sealed record RemovalStarted(RemovalId Removal) : DomainEvent;

/// <summary>Stores removals.</summary>
public interface IRemovals : IRepository<AccountRemoval, RemovalId>;
