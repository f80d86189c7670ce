using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Users.Rotation;

/// <summary>The stored part of a <see cref="KeyRotation"/>. Active: under way. Inactive: done.</summary>
public sealed record KeyRotationState : AggregateState
{
    public required UserId User { get; init; }

    /// <summary>The admin who asked for it.</summary>
    public required UserId By { get; init; }

    /// <summary>The version of the user key that takes the place of all older ones.</summary>
    public required int KeyVersion { get; init; }

    /// <summary>The names of the steps that are done, in the order in which they were.</summary>
    public ImmutableArray<string> Done { get; init; } = [];

    /// <summary>When the last of them was done; when the rotation began if none is.</summary>
    public required Timestamp LastStepTs { get; init; }

    /// <summary>When a timer goes on with it, should nothing else; null when it is done.</summary>
    public Timestamp? NextCheckAt { get; init; }
}

/// <summary>
/// The replacement of a person's key, across all that is sealed for that person: a saga whose steps are recorded one by one, so that it
/// goes on where it stopped. There is one per person; after its end it may begin again, for the next version.
/// </summary>
public sealed class KeyRotation : AggregateRoot<KeyRotationId, KeyRotationState>
{
    /// <summary>How long after its last sign of progress a timer goes on with a rotation: its process may have died.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>The pause before a step that has to wait is asked again.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private KeyRotation(KeyRotationId id, KeyRotationState state, long version) : base(id, state, version)
    {
    }

    public RotatedKey Key => new(State.User, State.KeyVersion, State.LastStepTs);

    public bool IsComplete => State.Lifecycle == Lifecycle.Inactive;

    public static KeyRotationId IdFor(UserId user) => DerivedId.From<KeyRotationId>(user.ToString(), "key-rotation");

    /// <summary>A rotation as it was stored.</summary>
    public static KeyRotation Load(KeyRotationId id, KeyRotationState state, long version) => new(id, state, version);

    /// <summary>The first rotation of a person's key.</summary>
    public static KeyRotation Start(UserId user, UserId by, int keyVersion, Timestamp at)
    {
        var state = new KeyRotationState { CreatedTs = at, Lifecycle = Lifecycle.Active, User = user, By = by, KeyVersion = keyVersion, LastStepTs = at, NextCheckAt = at + Patience };
        var rotation = new KeyRotation(IdFor(user), state, 0);
        rotation.Change(state, at, new KeyRotationStarted(rotation.Id) { User = user });
        return rotation;
    }

    /// <summary>Begins again for another version of the key. One that is under way goes on as it is.</summary>
    public void Begin(UserId by, int keyVersion, Timestamp at)
    {
        if (!IsComplete) return;
        var begun = State with
        {
            Lifecycle = Lifecycle.Active,
            By = by,
            KeyVersion = keyVersion,
            Done = [],
            LastStepTs = at,
            NextCheckAt = at + Patience,
            ModifiedTs = Modified(at, "state"),
        };
        Change(begun, at, new KeyRotationStarted(Id) { User = State.User });
    }

    public bool Has(string step) => State.Done.Contains(step, StringComparer.Ordinal);

    /// <summary>A step is done.</summary>
    public void Record(string step, Timestamp at)
    {
        if (!Has(step)) Change(State with { Done = State.Done.Add(step), LastStepTs = at, NextCheckAt = at + Patience }, at);
    }

    /// <summary>A step has to wait for something.</summary>
    public void Wait(Timestamp at) => Change(State with { NextCheckAt = at + Pause }, at);

    /// <summary>Every step is done, or there is no key any more; again changes nothing.</summary>
    public void Complete(Timestamp at)
    {
        if (!IsComplete) Change(State with { Lifecycle = Lifecycle.Inactive, NextCheckAt = null, ModifiedTs = Modified(at, "state") }, at);
    }
}

/// <summary>The rotation of a person's key is to be carried out.</summary>
[EventName("key_rotation_started.v1")]
public sealed record KeyRotationStarted(KeyRotationId Rotation) : DomainEvent
{
    /// <summary>Whose key; null in events of the time before this was told.</summary>
    public UserId? User { get; init; }
}

/// <summary>Stores rotations.</summary>
public interface IKeyRotations : IRepository<KeyRotation, KeyRotationId>;
