using System.Globalization;

namespace Kpm.Core.Shared;

public sealed record Required() : Fault("This is required.");

public sealed record TooLong(int Most) : Fault($"At most {Most} characters.");

/// <summary>Empty or too long.</summary>
public sealed record WrongLength(int Most) : Fault($"1 to {Most} characters.");

/// <summary>Empty, too long, or with a line break.</summary>
public sealed record NotOneLine(int Most) : Fault($"1 to {Most} characters on one line.");

public sealed record NoneNamed() : Fault("At least one is required.");

public sealed record TooMany(int Most) : Fault($"At most {Most}.");

/// <summary>One of several words is too long.</summary>
public sealed record WordTooLong(int Most) : Fault($"Each at most {Most} characters.");

public sealed record OutOfRange(long Least, long Most) : Fault(string.Create(CultureInfo.InvariantCulture, $"A whole number from {Least} to {Most} is expected."));

/// <param name="Words">Those that are known, separated by commas.</param>
public sealed record UnknownWord(string Words) : Fault($"One of these is expected: {Words}.");

public sealed record NotAnId() : Fault("An id is expected.");

public sealed record NotATimeZone() : Fault("A name of the IANA time zone database is expected, such as Europe/Madrid.");
