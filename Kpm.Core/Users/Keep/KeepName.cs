using Kpm.Core.Shared;

namespace Kpm.Core.Users.Keep;

/// <summary>The private name that one side of a keep gives the other; nobody else sees it.</summary>
public static class KeepName
{
    /// <summary>The longest name, in characters.</summary>
    public const int MaximumLength = 64;

    /// <summary>Reads a name as a person typed it; null when there is none.</summary>
    public static Result<string?> Parse(string? text)
    {
        var name = text?.Trim();
        if (name?.Length > MaximumLength) return new ValidationFailed([new FieldError("/name", new TooLong(MaximumLength))]);
        return string.IsNullOrEmpty(name) ? (string?)null : name;
    }
}
