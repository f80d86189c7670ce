using System.Collections.Frozen;

namespace Kpm.Core.Users.User;

/// <summary>The public code by which a user is found: 5 letters and digits without look-alikes; upper and lower case differ.</summary>
public readonly record struct ReferralCode(string Value)
{
    public const int Length = 5;

    /// <summary>Letters and digits without <c>l I 1 O 0 S 5</c>: 55 symbols.</summary>
    public const string Alphabet = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRTUVWXYZ2346789";

    private static readonly FrozenSet<string> DeniedWords = new[] { "bitch", "cabra", "pussy", "whore", "fagot", "merda", "negro", "perra", "prick", "cunts", "cojon", "putas", "penis" }
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the text is a code that may be given to a user.</summary>
    public static bool IsWellFormed(string? text) =>
        text is { Length: Length } && text.All(c => Alphabet.Contains(c, StringComparison.Ordinal)) && !DeniedWords.Contains(text);

    public override string ToString() => Value;
}

/// <summary>Draws referral codes from a cryptographic source.</summary>
public interface IReferralCodeSource
{
    /// <summary>A well-formed code, uniformly drawn. Whether it is free is decided by a claim.</summary>
    ReferralCode Next();
}
