using Kpm.Core.Shared;

namespace Kpm.Functions.Users;

/// <summary>A keep is asked for by one name of the other person.</summary>
public sealed record NotOneTarget() : Fault("Exactly one of to_id, to_code and to_email is expected.");

public sealed record UnknownGrant() : Fault("Only 'password' is known.");
