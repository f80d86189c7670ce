using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <summary>What somebody is to a release. An owner may also be a receiver, and a receiver a keeper.</summary>
public enum ReleaseRole
{
    Owner,
    Receiver,

    /// <summary>Watches over it: knows whose it is, and nothing else.</summary>
    Keeper,
}

/// <summary>A release as one of its people sees it, opened.</summary>
/// <param name="Id">The release.</param>
/// <param name="Version">The aggregate's version.</param>
/// <param name="Lifecycle">Active, inactive (executed) or removed (cancelled).</param>
/// <param name="ReleaseType">What people call it.</param>
/// <param name="Owner">Whose release it is.</param>
/// <param name="Receivers">Who receives.</param>
/// <param name="Assets">What is delivered.</param>
/// <param name="Content">What was sealed; without the place for a receiver.</param>
/// <param name="ReleaseTs">The instant after which time does not stand in the way; null when it never does, or when it is a secret; <see cref="NoDate"/> when no date opens it.</param>
/// <param name="HasPlace">Whether a place plays a part.</param>
/// <param name="CreatedTs">When it was scheduled.</param>
/// <param name="ModifiedTs">When it last changed; null if never.</param>
public sealed record ReleaseRow(
    ReleaseId Id,
    long Version,
    Lifecycle Lifecycle,
    ReleaseType ReleaseType,
    UserId Owner,
    ImmutableArray<UserId> Receivers,
    ImmutableArray<AssetId> Assets,
    ReleaseContent Content,
    Timestamp? ReleaseTs,
    bool HasPlace,
    Timestamp CreatedTs,
    Timestamp? ModifiedTs)
{
    /// <summary>Whether time stands in the way, until a date that is a secret.</summary>
    public bool IsTimeLocked { get; init; }

    /// <summary>The <see cref="ReleaseTs"/> of what waits for a silence of its owner, or for another release: no date opens it.</summary>
    public static readonly Timestamp NoDate = new(ConditionReader.LatestDate + 1);

    /// <summary>Whether no date opens it.</summary>
    public bool HasNoDate => ReleaseTs == NoDate;

    /// <summary>Its latest rehearsal, for its owner alone; null when there is none. No part of what is stored.</summary>
    public LastRehearsal? LastRehearsed { get; init; }

    /// <summary>What became of what was revoked, as this person may know it; null in lists, and unless it was revoked.</summary>
    public RevocationView? Revocation { get; init; }

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    public static ReleaseRow Of(AssetRelease release, ReleaseContent content, ReleaseRole role) => new(
        release.Id,
        release.Version,
        release.State.Lifecycle,
        release.State.ReleaseType,
        release.State.Owner,
        release.State.Receivers,
        release.State.Assets,
        role == ReleaseRole.Owner ? content.ForOwner(release.State) : content.ForReceivers(),
        release.Conditions.OpenFrom switch
        {
            null => NoDate,
            { UnixMilliseconds: > 0 } open => open - Tick,
            _ => null,
        },
        release.Conditions.HasPlace,
        release.State.CreatedTs,
        release.State.LastModifiedTs);

    /// <summary>As a receiver may see it: a date that was drawn is a secret until it has come.</summary>
    public ReleaseRow AsSeenAt(Timestamp now, bool hasSecretDate) =>
        hasSecretDate && ReleaseTs >= now ? this with { ReleaseTs = null, IsTimeLocked = true } : this;

    /// <summary>
    /// As a receiver may see it: nothing at all when they were passed over. Who takes turns with others sees nothing of them, and no date before it is
    /// their turn.
    /// </summary>
    public ReleaseRow AsSeenBy(UserId receiver, AssetRelease release)
    {
        if (release.State.PassedOver.Contains(receiver)) return (this with { Receivers = [receiver] }).AsLeft();
        if (release.State.InTurn is null) return this;
        var own = this with { Receivers = [receiver] };
        return release.IsOutOfTurn(receiver) ? own with { ReleaseTs = NoDate } : own;
    }

    /// <summary>As a keeper sees it: whose it is.</summary>
    public ReleaseRow AsWatched() => this with { Receivers = [], Assets = [], Content = ReleaseContent.Erased, ReleaseTs = NoDate, HasPlace = false };

    /// <summary>As somebody sees it who has no part in it any longer: nothing.</summary>
    public ReleaseRow AsLeft() => this with { Lifecycle = Lifecycle.Removed, Content = ReleaseContent.Erased, Assets = [], ReleaseTs = null, HasPlace = false, ModifiedTs = null };
}
