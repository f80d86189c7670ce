using System.Text.RegularExpressions;
using Kpm.Core.Shared;

namespace Kpm.Core.Users.User;

/// <summary>An e-mail address, trimmed and in lower case.</summary>
public readonly partial record struct EmailAddress
{
    private EmailAddress(string value) => Value = value;

    public string Value { get; }

    /// <summary>
    /// What two spellings of one mailbox have in common: dots in the local part of a Gmail address do not count.
    /// Used wherever addresses are compared; never for sending.
    /// </summary>
    public string NormalizedKey
    {
        get
        {
            var at = Value.IndexOf('@', StringComparison.Ordinal);
            return Value.Contains("@gmail", StringComparison.Ordinal)
                ? Value[..at].Replace(".", "", StringComparison.Ordinal) + Value[at..]
                : Value;
        }
    }

    /// <summary>Reads an address as a person typed it.</summary>
    public static Result<EmailAddress> Parse(string? text)
    {
        var value = (text ?? "").Trim().ToLowerInvariant();
        return value.Length <= 254 && Form().IsMatch(value) ? new EmailAddress(value) : new InvalidEmail();
    }

    /// <summary>An address that this system stored.</summary>
    public static EmailAddress FromStored(string value) => new(value);

    /// <summary>Never the address itself: it must not reach a log.</summary>
    public override string ToString() => "[email]";

    [GeneratedRegex(@"^[a-z0-9+._-]+@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9]{2,10}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}
