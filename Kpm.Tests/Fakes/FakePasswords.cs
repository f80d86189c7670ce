using Kpm.Core.Users.User;

namespace Kpm.Tests.Fakes;

/// <summary>Marks passwords instead of hashing them, and counts how often one was verified.</summary>
public sealed class FakePasswords : IPasswordHasher, IPasswordStrength
{
    public int Verifications { get; private set; }

    public Task<string> HashAsync(string password, CancellationToken cancellationToken) => Task.FromResult($"hash of {password}");

    public Task<bool> VerifyAsync(string password, string? hash, CancellationToken cancellationToken)
    {
        Verifications++;
        return Task.FromResult(hash == $"hash of {password}" || hash == $"old hash of {password}");
    }

    public bool IsOutdated(string hash) => hash.StartsWith("old", StringComparison.Ordinal);

    /// <summary>"common…" is common, "weak…" is weak, everything else is strong.</summary>
    public PasswordEstimate Estimate(string password, IReadOnlyList<string> knownWords) =>
        new(password.StartsWith("weak", StringComparison.Ordinal) ? 1 : 4, password.StartsWith("common", StringComparison.Ordinal));
}
