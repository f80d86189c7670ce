using Kpm.Core.Shared;

namespace Kpm.Core.Users.User;

/// <summary>What a password must be: 8 to 96 characters, not one of the common ones, and not easy to guess.</summary>
public sealed class PasswordRule(IPasswordStrength strength)
{
    public const int MinimumLength = 8;
    public const int MaximumLength = 96;

    /// <summary>The least score: enough where guessing is slow and limited, as it is here, and within reach of 8 random characters.</summary>
    public const int MinimumScore = 2;

    /// <param name="password">As typed.</param>
    /// <param name="knownWords">What an attacker knows of the person, such as the username; worth nothing in a password.</param>
    public Result Check(string? password, params IReadOnlyList<string> knownWords)
    {
        switch ((password ?? "").Length)
        {
            case < MinimumLength: return new PasswordTooShort();
            case > MaximumLength: return new PasswordTooLong();
        }

        var estimate = strength.Estimate(password!, knownWords);
        if (estimate.IsCommon) return new PasswordTooCommon();
        return estimate.Score < MinimumScore ? new PasswordTooWeak(estimate.Score) : Result.Success;
    }
}

/// <summary>How hard a password is to guess.</summary>
/// <param name="Score">0 (guessed at once) to 4 (very hard), on the scale of zxcvbn.</param>
/// <param name="IsCommon">Whether it stands in lists of common passwords.</param>
public sealed record PasswordEstimate(int Score, bool IsCommon);

/// <summary>Estimates how hard a password is to guess.</summary>
public interface IPasswordStrength
{
    PasswordEstimate Estimate(string password, IReadOnlyList<string> knownWords);
}

/// <summary>Hashes passwords with a memory-hard function; algorithm, cost and salt are part of the hash.</summary>
public interface IPasswordHasher
{
    Task<string> HashAsync(string password, CancellationToken cancellationToken);

    /// <summary>Whether the password belongs to the hash. With no hash the work is the same and the answer is false, so that unknown accounts take as long as known ones.</summary>
    Task<bool> VerifyAsync(string password, string? hash, CancellationToken cancellationToken);

    /// <summary>Whether the hash was made at another cost than new ones are.</summary>
    bool IsOutdated(string hash);
}
