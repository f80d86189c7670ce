using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;
using Kpm.Core.Users.Factors;

namespace Kpm.Core.Users.User;

public sealed partial class UserAccount
{
    public bool HasSecondFactor => State.SecondFactor is { IsConfirmed: true };

    /// <summary>Takes the secret of an authenticator app, which guards nothing until a code of the app confirms it. One that was not confirmed is replaced. Error: <see cref="SecondFactorExists"/>.</summary>
    public Result AddTotp(SealedRecord secret, Timestamp at)
    {
        if (State.IsFinal) return new UserNotFound();
        if (HasSecondFactor) return new SecondFactorExists();
        Change(State with { SecondFactor = new SecondFactor { Secret = secret } }, at);
        return Result.Success;
    }

    /// <summary>A code shows that the app has the secret: from now on a log-in needs a code. Errors: <see cref="SecondFactorNotFound"/>, <see cref="SecondFactorInvalid"/>.</summary>
    public Result ConfirmTotp(CodeProof proof, NewRecoveryCodes codes, Timestamp at)
    {
        if (State.SecondFactor is not { } factor) return new SecondFactorNotFound();
        if (factor.IsConfirmed) return Result.Success;
        if (proof.TimeStep is not { } step) return new SecondFactorInvalid();
        var confirmed = factor with { IsConfirmed = true, LastTimeStep = step, RecoveryDigests = codes.Digests, Sheet = codes.Sheet };
        Change(State with { SecondFactor = confirmed, ModifiedTs = Modified(at, "second_factor") }, at, new SecondFactorAdded(Id));
        return Result.Success;
    }

    /// <summary>Uses a code up, or counts it as wrong. Errors: <see cref="SecondFactorNotFound"/>, <see cref="SecondFactorLocked"/>, <see cref="SecondFactorInvalid"/>.</summary>
    public Result UseCode(CodeProof proof, Timestamp at)
    {
        if (State.SecondFactor is not { IsConfirmed: true } factor) return new SecondFactorNotFound();
        if (factor.IsLocked(at)) return new SecondFactorLocked((int)Math.Ceiling((factor.LockedUntilTs!.Value - at).TotalSeconds));
        if (proof.TimeStep > factor.LastTimeStep)
        {
            Change(State with { SecondFactor = Unfailed(factor, at) with { LastTimeStep = proof.TimeStep.Value } }, at);
            return Result.Success;
        }

        if (factor.RecoveryDigests.Contains(proof.RecoveryDigest))
        {
            Change(State with { SecondFactor = Unfailed(factor, at) with { RecoveryDigests = factor.RecoveryDigests.Remove(proof.RecoveryDigest) } }, at, new RecoveryCodeUsed(Id));
            return Result.Success;
        }

        var failures = factor.Failures + 1;
        var isLocked = failures >= SecondFactor.MaximumFailures;
        Change(State with { SecondFactor = factor with { Failures = isLocked ? 0 : failures, LockedUntilTs = isLocked ? at + SecondFactor.LockTime : null } }, at);
        return new SecondFactorInvalid();
    }

    /// <summary>Replaces all recovery codes. Error: <see cref="SecondFactorNotFound"/>.</summary>
    public Result ReplaceRecoveryCodes(NewRecoveryCodes codes, Timestamp at)
    {
        if (State.SecondFactor is not { IsConfirmed: true } factor) return new SecondFactorNotFound();
        Change(State with { SecondFactor = factor with { RecoveryDigests = codes.Digests, Sheet = codes.Sheet } }, at, new RecoveryCodesMade(Id));
        return Result.Success;
    }

    /// <summary>The recovery codes are written down: they are not shown again. Error: <see cref="SecondFactorNotFound"/>.</summary>
    public Result ConfirmRecoveryCodes(Timestamp at)
    {
        if (State.SecondFactor is not { IsConfirmed: true } factor) return new SecondFactorNotFound();
        if (factor.Sheet is not null) Change(State with { SecondFactor = factor with { Sheet = null } }, at);
        return Result.Success;
    }

    /// <summary>Takes the second factor away; whoever calls this has checked a code. Nothing changes when there is none.</summary>
    public void RemoveSecondFactor(Timestamp at)
    {
        if (State.SecondFactor is null) return;
        var removed = State with { SecondFactor = null, ModifiedTs = Modified(at, "second_factor") };
        if (HasSecondFactor) Change(removed, at, new SecondFactorRemoved(Id));
        else Change(removed, at);
    }

    private static SecondFactor Unfailed(SecondFactor factor, Timestamp at) =>
        factor with { Failures = 0, LockedUntilTs = null, Sheet = factor.Sheet?.IsReadable(at) == true ? factor.Sheet : null };
}
