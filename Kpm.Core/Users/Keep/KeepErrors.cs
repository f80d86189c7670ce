using Kpm.Core.Shared;

namespace Kpm.Core.Users.Keep;

public sealed record KeepTargetNotFound() : Error(ErrorKind.NotFound, "keep_target_not_found", "There is nobody with this id, code or address.");

public sealed record KeepWithOneself() : Error(ErrorKind.Invalid, "keep_with_oneself", "A keep joins two people.");

public sealed record KeepNotFound() : Error(ErrorKind.NotFound, "not_found", "There is no such keep.");

public sealed record KeepEnded() : Error(ErrorKind.Conflict, "conflict", "This keep has ended.");
