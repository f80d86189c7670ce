using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <summary>What is for oneself later has no other receiver.</summary>
public sealed record ReceiverIsOwner() : Fault("The receiver is the owner.");

public sealed record ConditionsOfAnotherKind() : Fault("These are not the conditions of this kind of release.");

public sealed record NotForOneself() : Fault("Only what is for oneself stays as it is.");

/// <summary>Keepers speak for an owner who is silent: without such a condition there is nothing to say.</summary>
public sealed record NothingToKeep() : Fault("Keepers need a condition of inactivity or of attestation.");

public sealed record TooFewKeepers(int Fewest) : Fault($"At least {Fewest} keepers are needed: so many must attest.");

public sealed record KeeperIsOwner() : Fault("Somebody else watches over it.");

public sealed record TooFewForTurns(int Fewest) : Fault($"At least {Fewest} receivers take turns.");

public sealed record TurnsNeedClaim() : Fault("Receivers take turns to claim.");

public sealed record NobodyToWaitFor() : Fault("Nobody is invited who has not accepted.");

public sealed record NobodyInvitedInTurn() : Fault("Whoever takes turns has an account.");

/// <summary>The system is at no place, so it cannot deliver what waits at one.</summary>
public sealed record PlaceNeedsClaim() : Fault("Somebody must claim what waits at a place.");
