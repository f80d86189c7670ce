using System.Collections.Immutable;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets;

/// <summary>The sensitive part of a rehearsal: it lies sealed under the key of its owner.</summary>
/// <param name="Place">Where somebody is said to be: a name, or a <c>geo:</c> URI; null for nowhere.</param>
[ContentSchema(1)]
public sealed record RehearsalContent(string? Place)
{
    /// <summary>Whether it is tried as if the owner had given no sign of life for all that the terms ask for.</summary>
    public bool IsSilent { get; init; }

    /// <summary>Whether it is tried as if whatever the release follows had been executed long enough before.</summary>
    public bool IsPreceded { get; init; }

    /// <summary>What was found of the assets so far.</summary>
    public ImmutableArray<AssetFinding> Assets { get; init; } = [];

    /// <summary>What was found of the rest; null while it is under way.</summary>
    public RehearsalResult? Result { get; init; }

    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => nameof(RehearsalContent);
}

/// <summary>What a plan would come to.</summary>
public enum RehearsalOutcome
{
    /// <summary>Nothing would happen yet.</summary>
    Waits,

    /// <summary>Its receivers would have been told that they can claim it, and it would not be executed.</summary>
    Claimable,

    /// <summary>It would be executed.</summary>
    Executed,

    /// <summary>The system would cancel it, because a receiver is no keep of the owner.</summary>
    Canceled,
}

/// <summary>What a rehearsal found of a plan as a whole.</summary>
/// <param name="Outcome">What it would come to.</param>
/// <param name="OpenFrom">The instant from which time does not stand in the way; null when it always does.</param>
/// <param name="MetFrom">The instant from which all conditions are met, given the place; null when a place is still to be found.</param>
/// <param name="AreHoldsConfirmed">Whether its assets are held, as far as they must be.</param>
/// <param name="Leaves">How each leaf of its conditions would stand, in the order of the tree.</param>
/// <param name="Receivers">What stands between each receiver and the plan.</param>
/// <param name="Mails">The mails that people would get; the owner got them.</param>
public sealed record RehearsalResult(
    RehearsalOutcome Outcome,
    Timestamp? OpenFrom,
    Timestamp? MetFrom,
    bool AreHoldsConfirmed,
    ImmutableArray<LeafFinding> Leaves,
    ImmutableArray<ReceiverFinding> Receivers,
    ImmutableArray<RehearsedMail> Mails)
{
    /// <summary>What stands between each keeper and the word that is theirs to give; none where it was found before that was looked at.</summary>
    public ImmutableArray<KeeperFinding> Keepers { get; init; } = [];

    /// <summary>Whether nothing but its conditions stands in the way of the plan, given what was found of its assets.</summary>
    public bool Passes(IEnumerable<AssetFinding> assets) =>
        Outcome != RehearsalOutcome.Canceled && AreHoldsConfirmed && Leaves.All(leaf => leaf.Problem is null)
        && Receivers.All(receiver => receiver.Problem is null) && assets.All(asset => asset.Problem is null);

    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => nameof(RehearsalResult);
}

/// <summary>How a leaf would stand.</summary>
/// <param name="IsMet">Whether it is met.</param>
/// <param name="Since">Since when; null when it is not.</param>
/// <param name="NextChange">The instant at which time will meet it; null when it is met, or when somebody must find a place first.</param>
/// <param name="Grade">What its evidence is worth; null when the clock alone shows it.</param>
/// <param name="By">Whose evidence it is.</param>
/// <param name="Problem">A <see cref="RehearsalProblems">code</see> for why nothing can meet it as things are; null for nothing.</param>
public sealed record LeafFinding(bool IsMet, Timestamp? Since, Timestamp? NextChange, EvidenceGrade? Grade, UserId? By, string? Problem = null);

/// <summary>What stands between a receiver and the plan.</summary>
/// <param name="Receiver">The receiver; null for somebody who is invited and has not accepted.</param>
/// <param name="Invitation">Their invitation; null for a receiver.</param>
/// <param name="Problem">A <see cref="RehearsalProblems">code</see>; null for nothing.</param>
public sealed record ReceiverFinding(UserId? Receiver, InvitationId? Invitation, string? Problem);

/// <summary>What stands between a keeper and their word: who is no keep of the owner any more must not attest, and who cannot be reached is not asked.</summary>
/// <param name="Keeper">The keeper.</param>
/// <param name="Problem">A <see cref="RehearsalProblems">code</see>; null for nothing: the plan can count on them.</param>
public sealed record KeeperFinding(UserId Keeper, string? Problem);

/// <summary>What was found of an asset: its keys, its seal and all bytes of its file.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="Problem">A <see cref="RehearsalProblems">code</see>; null for nothing.</param>
/// <param name="SizeBytes">How many bytes were read and verified.</param>
/// <param name="Sha256">Their digest, 64 lower-case hexadecimal characters; null when they are not all there.</param>
public sealed record AssetFinding(AssetId Asset, string? Problem, long SizeBytes = 0, string? Sha256 = null)
{
    /// <summary>Never the digest: it must not reach a log.</summary>
    public override string ToString() => $"AssetFinding {{ Asset = {Asset}, Problem = {Problem} }}";
}

/// <summary>A mail that somebody would get.</summary>
/// <param name="Kind">Which mail: the name of its kind, which stays.</param>
/// <param name="Receiver">Who would get it; null for somebody who is invited.</param>
public sealed record RehearsedMail(string Kind, UserId? Receiver);

/// <summary>The stable words for what stands in the way of a plan.</summary>
public static class RehearsalProblems
{
    public const string NoKeep = "no_keep";
    public const string AccountGone = "account_gone";
    public const string AccountInactive = "account_inactive";
    public const string Unreachable = "unreachable";
    public const string NotAccepted = "not_accepted";
    public const string TooFewKeepers = "too_few_keepers";
    public const string AssetMissing = "asset_missing";
    public const string AssetUnavailable = "asset_unavailable";
    public const string NotOwner = "not_owner";
    public const string HeldByAnother = "held_by_another";
    public const string KeyMissing = "key_missing";
    public const string ReceiverKeyMissing = "receiver_key_missing";
    public const string SealBroken = "seal_broken";
    public const string FileMissing = "file_missing";
    public const string FileDamaged = "file_damaged";
    public const string ReleaseEnded = "release_ended";
}
