using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <summary>Not active, holds not confirmed, or conditions not met: which of them is not told.</summary>
public sealed record NotReady() : Error(ErrorKind.Forbidden, "not_ready", "This cannot be claimed now.");

/// <summary>Some asset is unknown, not active, hidden or not the caller's: which of them is not told.</summary>
public sealed record NotSchedulable() : Error(ErrorKind.Forbidden, "not_schedulable", "One or more assets cannot be released.");

/// <summary>A keeper that a plan names is no keep of its owner, or not any more.</summary>
public sealed record KeeperNotKeep() : Error(ErrorKind.Invalid, "keeper_not_keep", "Every keeper must be a keep of the owner.");

/// <summary>Too many wrong places were named.</summary>
/// <param name="RetryAfterSeconds">When a place can be named again.</param>
public sealed record TooManyGuesses(int RetryAfterSeconds) : Error(ErrorKind.TooManyRequests, "too_many_guesses", "You named too many wrong places. Try again later."), IRetryAfter;

/// <summary>Claimed too late to be kept: a receiver is no keep of the owner any more, so the release was cancelled.</summary>
public sealed record KeepMissing() : Error(ErrorKind.Conflict, "conflict", "A receiver is not a keep of the owner any more. This was cancelled.");

/// <summary>It was cancelled or executed.</summary>
public sealed record ReleaseHasEnded() : Error(ErrorKind.Conflict, "conflict", "This has ended already.");

/// <summary>An attempt to reach the owner goes by the terms as they are; a sign of life ends it within moments, and asking for a change is one.</summary>
public sealed record AttemptIsRunning() : Error(ErrorKind.Conflict, "attempt_running", "This cannot be changed while we try to reach you. Try again in a moment: now we know that you are there."), IRetryAfter
{
    public int RetryAfterSeconds => 5;
}

/// <summary>Its conditions ask for no word of keepers.</summary>
public sealed record NothingToAttest() : Error(ErrorKind.Conflict, "nothing_to_attest", "This does not wait for the word of its keepers.");

/// <summary>The owner has an active one of the same name with one of the assets.</summary>
public sealed record ReleaseExists() : Error(ErrorKind.Conflict, "conflict", "There is such a legacy already, with the same name.");

/// <summary>It was not executed, so there is nothing to take back: what waits is cancelled.</summary>
public sealed record NotExecuted() : Error(ErrorKind.Conflict, "not_executed", "This has not been delivered. Cancel it instead.");

/// <summary>It brought nobody anything but its owner.</summary>
public sealed record NothingToRevoke() : Error(ErrorKind.Conflict, "nothing_to_revoke", "Nobody else received anything by this.");
