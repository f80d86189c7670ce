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
