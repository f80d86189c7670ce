using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <summary>A release as a request describes it, unchecked. Null where the request says nothing; each kind of release takes the fields that it knows.</summary>
public sealed record ReleaseDraft
{
    public string? Name { get; init; }

    public string? Description { get; init; }

    public IReadOnlyList<AssetId>? Assets { get; init; }

    public IReadOnlyList<UserId>? Receivers { get; init; }

    /// <summary>Receivers who are named by an address.</summary>
    public IReadOnlyList<Invitee>? Invited { get; init; }

    /// <summary>How many days it waits for them; 0 in a change: for ever.</summary>
    public int? InvitedWaitDays { get; init; }

    /// <summary>A word of <see cref="BequestWords"/>.</summary>
    public string? BequestType { get; init; }

    /// <summary>A word of <see cref="DeliveryWords"/>.</summary>
    public string? Delivery { get; init; }

    /// <summary>Whether the assets are hidden until then. The presets hide.</summary>
    public bool? Hide { get; init; }

    /// <summary>Whether receivers are told that something waits for them, before it does. Default: no.</summary>
    public bool? TellReceivers { get; init; }

    /// <summary>Whether receivers take turns.</summary>
    public TurnDraft? InTurn { get; init; }

    /// <summary>The keeps who watch over an inactivity.</summary>
    public IReadOnlyList<UserId>? Keepers { get; init; }

    /// <summary>The tree; presets make their own.</summary>
    public ConditionDraft? Conditions { get; init; }

    /// <summary>Milliseconds since 1970; a date in the past means that it can be claimed at once.</summary>
    public long? ScheduledDate { get; init; }

    /// <summary>Milliseconds since 1970.</summary>
    public long? MinDate { get; init; }

    /// <summary>Milliseconds since 1970.</summary>
    public long? MaxDate { get; init; }

    /// <summary>A name, or a <c>geo:</c> URI with a radius.</summary>
    public string? Location { get; init; }

    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => nameof(ReleaseDraft);
}
