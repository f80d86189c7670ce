using Kpm.Core.Shared;

namespace Kpm.Functions.Http;

public sealed record NotAnObject() : Fault("An object is expected.");

public sealed record WrongType() : Fault("The value has the wrong type.");

public sealed record NotAUuid() : Fault("A UUID in its 36-character form is expected.");

public sealed record UnreadableForm() : Fault("The form cannot be read.");
