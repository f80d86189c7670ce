using Kpm.Core.Shared;

namespace Kpm.Core.Users.Feedback;

public sealed record TooManyAnswers(int Most) : Fault($"At most {Most} answers.");

public sealed record NoSuchForm() : Fault("There is no such form.");

public sealed record NoSuchQuestion() : Fault("The form has no such question.");

/// <summary>Of none of the types that answers have.</summary>
public sealed record NotAnAnswer() : Fault("A text, true, false or a whole number is expected.");

public sealed record NotAText() : Fault("A text is expected.");

public sealed record NotATruth() : Fault("True or false is expected.");
