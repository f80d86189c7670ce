using System.Globalization;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

public sealed record EmptyFileName() : Fault("At least 1 character.");

public sealed record FileNameWithPath() : Fault("No path separators and no control characters.");

public sealed record NotAMediaType() : Fault("A media type is required.");

public sealed record WrongFileSize(long Most) : Fault(string.Create(CultureInfo.InvariantCulture, $"0 to {Most} bytes."));
