using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <summary>Nothing can be said to it any more.</summary>
public sealed record AttemptHasEnded() : Error(ErrorKind.Conflict, "conflict", "This has ended already.");

/// <summary>The word of a keeper counts once.</summary>
public sealed record AttemptWasPaused() : Error(ErrorKind.Conflict, "attempt_paused_before", "Another keeper has paused this already. It can be paused once.");
