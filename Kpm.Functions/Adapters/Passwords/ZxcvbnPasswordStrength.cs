using Kpm.Core.Users.User;
using Zxcvbn.Matcher;

namespace Kpm.Functions.Adapters.Passwords;

/// <summary>Estimates with zxcvbn (Wheeler, USENIX Security 2016): dictionaries of common passwords, names and words, keyboard walks, dates, repeats.</summary>
internal sealed class ZxcvbnPasswordStrength : IPasswordStrength
{
    /// <summary>The library's name for its list of common passwords.</summary>
    private const string CommonPasswords = "passwords";
    private readonly Zxcvbn.Zxcvbn _zxcvbn = new();

    public PasswordEstimate Estimate(string password, IReadOnlyList<string> knownWords)
    {
        var result = _zxcvbn.EvaluatePassword(password, knownWords);
        var isCommon = result.MatchSequence is [DictionaryMatch { DictionaryName: CommonPasswords } only] && only.Token.Length == password.Length;
        return new PasswordEstimate(result.Score, isCommon);
    }
}
