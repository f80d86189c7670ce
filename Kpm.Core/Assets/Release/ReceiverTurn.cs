using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <summary>Receivers can claim one after the other, in their order; the one who claims receives alone.</summary>
/// <param name="WaitDays">How long each can claim before it is the turn of the next: 1 to 365.</param>
public sealed record TurnTerms(int WaitDays)
{
    public const int MaximumWaitDays = 365;
    public const int FewestReceivers = 2;
}

/// <summary>As a request describes it, unchecked.</summary>
/// <param name="WaitDays">See <see cref="TurnTerms"/>; 0 in a change: all at once.</param>
public sealed record TurnDraft(int? WaitDays);

/// <summary>Whose turn it is.</summary>
/// <param name="Receiver">Who can claim.</param>
/// <param name="Since">Since when: then they were told.</param>
/// <param name="IsLast">Whether the wait is over and nobody is left to pass to: those who were only late can claim again, too.</param>
public sealed record ReceiverTurn(UserId Receiver, Timestamp Since, bool IsLast = false);

/// <summary>A receiver who was passed over.</summary>
public sealed record PassedReceiver(UserId Receiver, Timestamp At, PassReason Reason)
{
    /// <summary>Since when they can claim again, because every wait is over: then they were told. Null while they cannot.</summary>
    public Timestamp? AgainSince { get; init; }
}

/// <summary>Why a receiver was passed over.</summary>
public enum PassReason
{
    /// <summary>They did not claim in time.</summary>
    Unclaimed,

    /// <summary>They did not want it, or their account was removed.</summary>
    Left,

    /// <summary>They were no keep of the owner.</summary>
    NoKeep,
}

/// <summary>The words of the reasons.</summary>
public static class PassWords
{
    public static string Of(PassReason reason) => reason switch
    {
        PassReason.Unclaimed => "unclaimed",
        PassReason.Left => "left",
        PassReason.NoKeep => "no_keep",
    };
}
