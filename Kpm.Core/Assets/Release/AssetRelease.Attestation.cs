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
    /// <summary>The words that no sign of life has refuted.</summary>
    /// <param name="silence">How long the owner has been silent.</param>
    public ImmutableArray<Attestation> Standing(Silence? silence) => [.. State.Attestations.Where(word => !(word.Signs < silence?.Signs))];

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
        Change(State with { Attestations = standing.Add(new Attestation(by, at, silence?.Signs ?? 0)) }, at, new AssetReleaseAttested(Id, State.Owner, by, State.Keepers));
        Announce(at);
        return Result.Success;
    }

    /// <summary>
    /// A keeper takes their word back; without a quorum, the attempt that it began ends. Nothing changes when there is none.
    /// Errors: <see cref="Forbidden"/> when not a keeper, <see cref="ReleaseHasEnded"/>.
    /// </summary>
    public Result WithdrawAttestation(UserId by, Timestamp at)
    {
        if (!IsKeeper(by)) return new Forbidden();
        if (State.IsFinal) return new ReleaseHasEnded();
        if (State.Attestations.All(word => word.By != by)) return Result.Success;
        ImmutableArray<Attestation> left = [.. State.Attestations.Where(word => word.By != by)];
        Change(State with { Attestations = left }, at, new AssetReleaseAttestationWithdrawn(Id, State.Owner, by, State.Keepers));
        if (State is { Attempt: { } attempt, AttemptCause: AttemptCause.Attestation or AttemptCause.Both } && !Conditions.HasQuorum) EndAttempt(attempt, isWithdrawn: true, at);
        return Result.Success;
    }

    private void DropWords(Func<Attestation, bool> isVoid, Timestamp at)
    {
        if (State.Attestations.Any(isVoid)) Change(State with { Attestations = [.. State.Attestations.Where(word => !isVoid(word))] }, at);
    }

    private static ReadOnlySpan<DomainEvent> KeepersChosen(ReleaseId id, UserId owner, ImmutableArray<UserId> chosen) =>
        chosen.IsEmpty ? [] : new DomainEvent[] { new AssetReleaseKeepersChosen(id, owner, chosen) };
}
