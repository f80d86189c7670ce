using System.Globalization;
using Kpm.Core.Shared;

namespace Kpm.Functions.Assets;

public sealed record NotAReceiver() : Fault("An id is expected, or an address and a name.");

public sealed record NotAnAddress() : Fault("An e-mail address is expected.");

public sealed record NotMediaTypes() : Fault("Media types separated by commas are expected.");

public sealed record WrongExtraSpace(long Most) : Fault(string.Create(CultureInfo.InvariantCulture, $"0 to {Most} MB."));
