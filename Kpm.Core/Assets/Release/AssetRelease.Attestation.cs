using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <summary>The word of a keeper that the owner is no more.</summary>
/// <param name="By">The keeper.</param>
/// <param name="At">When.</param>
/// <param name="Signs">How many signs of life the owner had given then: one more refutes it.</param>
public sealed record Attestation(UserId By, Timestamp At, int Signs);

/// <content>The word of keepers.</content>
public sealed partial class AssetRelease
{
    /// <summary>Whether it has to hear of every sign of life: it has an attempt, or the word of a keeper.</summary>
    public bool IsSeeking => IsActive && (State.Attempt is not null || !State.Attestations.IsEmpty);

    /// <summary>Whether the word of keepers means anything to it.</summary>
    public bool CanBeAttested => IsActive && Conditions.Attestation is not null;

    /// <summary>The words that no sign of life has refuted.</summary>
    /// <param name="silence">How long the owner has been silent.</param>
    public ImmutableArray<Attestation> Standing(Silence? silence) => [.. State.Attestations.Where(word => !IsRefuted(word, silence))];

    /// <summary>
    /// A keeper says that the owner is no more. Once as many stand as the conditions ask for, an attempt to reach the owner begins. The same keeper's repeat changes nothing.
    /// Errors: <see cref="Forbidden"/> when not a keeper, <see cref="ReleaseHasEnded"/>, <see cref="NothingToAttest"/> when the conditions ask for no such word.
    /// </summary>
    /// <param name="by">Who says so.</param>
    /// <param name="silence">How long the owner has been silent.</param>
    /// <param name="at">Now.</param>
    public Result Attest(UserId by, Silence? silence, Timestamp at)
    {
        if (!IsKeeper(by)) return new Forbidden();
        if (State.IsFinal) return new ReleaseHasEnded();
        if (Conditions.Attestation is null) return new NothingToAttest();
        var standing = Standing(silence);
        if (standing.Any(word => word.By == by)) return Result.Success;
        ImmutableArray<UserId> refuted = [.. State.Attestations.Except(standing).Select(word => word.By).Where(keeper => keeper != by)];
        Change(State with { Attestations = standing.Add(new Attestation(by, at, silence?.Signs ?? 0)) }, at, [new AssetReleaseAttested(Id, State.Owner, by, State.Keepers), .. Refuted(refuted)]);
        Announce(at);
        return Result.Success;
    }

    /// <summary>
    /// A keeper takes their word back; without a quorum, the attempt that it began ends. Nothing changes when none of theirs stands.
    /// Errors: <see cref="Forbidden"/> when not a keeper, <see cref="ReleaseHasEnded"/>.
    /// </summary>
    /// <param name="by">Who does.</param>
    /// <param name="silence">How long the owner has been silent.</param>
    /// <param name="at">Now.</param>
    public Result WithdrawAttestation(UserId by, Silence? silence, Timestamp at)
    {
        if (!IsKeeper(by)) return new Forbidden();
        if (State.IsFinal) return new ReleaseHasEnded();
        var standing = Standing(silence);
        if (standing.All(word => word.By != by)) return Result.Success;
        Change(State with { Attestations = [.. standing.Where(word => word.By != by)] }, at, new AssetReleaseAttestationWithdrawn(Id, State.Owner, by, State.Keepers));
        if (State is { Attempt: { } attempt, AttemptCause: AttemptCause.Attestation or AttemptCause.Both } && !Conditions.HasQuorum) EndAttempt(attempt, isWithdrawn: true, at);
        return Result.Success;
    }

    /// <summary>A sign of life refutes what keepers said; they are told, unless an attempt tells them. Nothing changes when no word is refuted.</summary>
    public void Refute(Silence silence, Timestamp at)
    {
        ImmutableArray<UserId> refuted = [.. State.Attestations.Where(word => IsRefuted(word, silence)).Select(word => word.By)];
        if (!IsActive || refuted.IsEmpty) return;
        Change(State with { Attestations = Standing(silence) }, at, Refuted(refuted));
    }

    /// <summary>Whether a sign came after a word, or so shortly before it that the owner was still there: what they did then may not have been counted.</summary>
    private static bool IsRefuted(Attestation word, Silence? silence) => silence is not null && (word.Signs < silence.Signs || word.At < silence.LastSign + Silence.Presence);

    /// <summary>Keepers whose word a sign of life has refuted are told, unless an attempt tells them.</summary>
    private ReadOnlySpan<DomainEvent> Refuted(ImmutableArray<UserId> keepers) =>
        keepers.IsEmpty || State.Attempt is not null ? [] : new DomainEvent[] { new AssetReleaseAttestationsRefuted(Id, State.Owner, keepers) };

    private void DropWordsOf(ImmutableArray<UserId> strangers, Timestamp at)
    {
        if (State.Attestations.Any(word => strangers.Contains(word.By))) Change(State with { Attestations = [.. State.Attestations.Where(word => !strangers.Contains(word.By))] }, at);
    }

    private static ReadOnlySpan<DomainEvent> KeepersChosen(ReleaseId id, UserId owner, ImmutableArray<UserId> chosen) =>
        chosen.IsEmpty ? [] : new DomainEvent[] { new AssetReleaseKeepersChosen(id, owner, chosen) };
}
