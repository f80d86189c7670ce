using Kpm.Core.Users.User;

namespace Kpm.Tests.Fakes;

/// <summary>Marks passwords instead of hashing them, and counts how often one was verified.</summary>
public sealed class FakePasswords : IPasswordHasher
{
    public int Verifications { get; private set; }

    public string Hash(string password) => $"hash of {password}";

    public bool Verify(string password, string? hash)
    {
        Verifications++;
        return hash == Hash(password);
    }
}
