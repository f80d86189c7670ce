using Kpm.Core.Shared;

namespace Kpm.Core.Users.Factors;

/// <summary>From now on a log-in needs a second factor.</summary>
[EventName("second_factor_added.v1")]
public sealed record SecondFactorAdded(UserId User) : DomainEvent;

/// <summary>A log-in needs a password only.</summary>
[EventName("second_factor_removed.v1")]
public sealed record SecondFactorRemoved(UserId User) : DomainEvent;

/// <summary>There are new recovery codes; the former ones do not work any more.</summary>
[EventName("recovery_codes_made.v1")]
public sealed record RecoveryCodesMade(UserId User) : DomainEvent;

/// <summary>A recovery code was used; it does not work again.</summary>
[EventName("recovery_code_used.v1")]
public sealed record RecoveryCodeUsed(UserId User) : DomainEvent;

/// <summary>There is another passkey, which is enough for a log-in.</summary>
[EventName("passkey_added.v1")]
public sealed record PasskeyAdded(UserId User) : DomainEvent;

/// <summary>A passkey does not work any more.</summary>
[EventName("passkey_removed.v1")]
public sealed record PasskeyRemoved(UserId User) : DomainEvent;

/// <summary>The counter of a passkey went back: there may be a copy of it.</summary>
[EventName("passkey_suspected.v1")]
public sealed record PasskeySuspected(UserId User) : DomainEvent;
