using Kpm.Core.Shared;

namespace Kpm.Core.Users.User;

/// <summary>What a password must look like: 8 to 96 characters.</summary>
public static class PasswordRule
{
    public const int MinimumLength = 8;
    public const int MaximumLength = 96;

    public static Result Check(string? password) => (password ?? "").Length switch
    {
        < MinimumLength => new PasswordTooShort(),
        > MaximumLength => new PasswordTooLong(),
        _ => Result.Success,
    };
}

/// <summary>Hashes passwords with a memory-hard function; algorithm, cost and salt are part of the hash.</summary>
public interface IPasswordHasher
{
    string Hash(string password);

    /// <summary>Whether the password belongs to the hash. With no hash the work is the same and the answer is false, so that unknown accounts take as long as known ones.</summary>
    bool Verify(string password, string? hash);
}
