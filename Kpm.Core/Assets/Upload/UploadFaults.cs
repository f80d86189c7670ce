using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

public sealed record NotADigest() : Fault("64 hexadecimal characters.");

public sealed record PartNamedTwice() : Fault("Named twice.");
