using Kpm.Core.Shared;

namespace Kpm.Core.Users.Life;

/// <summary>A travel pause ends in the future, and not too far away: a forgotten one must end.</summary>
public sealed record NotAPauseEnd(int Days) : Fault($"Milliseconds since 1970 are expected, in the future and at most {Days} days from now.");
