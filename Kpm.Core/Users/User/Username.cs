using System.Text.RegularExpressions;
using Kpm.Core.Shared;

namespace Kpm.Core.Users.User;

/// <summary>A public handle: 2 to 15 lower-case letters, digits and underscores.</summary>
public readonly partial record struct Username
{
    public const int MinimumLength = 2;
    public const int MaximumLength = 15;

    private Username(string value) => Value = value;

    public string Value { get; }

    public static Result<Username> Parse(string? text)
    {
        var value = (text ?? "").Trim().ToLowerInvariant();
        return Form().IsMatch(value) ? new Username(value) : new InvalidUsername();
    }

    public static Username FromStored(string value) => new(value);

    public override string ToString() => "[username]";

    [GeneratedRegex("^[a-z_0-9]{2,15}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}
