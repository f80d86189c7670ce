using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Kpm.Core.Users.User;
using NSec.Cryptography;

namespace Kpm.Functions.Adapters.Passwords;

/// <summary>
/// Argon2id (RFC 9106) with 19 MiB, 2 passes and 1 lane, in the PHC string form <c>$argon2id$v=19$m=19456,t=2,p=1$salt$hash</c>.
/// The number of hashes at work is bounded, so that a storm of log-ins does not exhaust the memory.
/// </summary>
internal sealed class Argon2PasswordHasher : IPasswordHasher, IDisposable
{
    private const int MemoryKiB = 19456;
    private const int Passes = 2;
    private const int SaltSize = 16;
    private const int HashSize = 32;

    /// <summary>Verified for accounts that do not exist, so that they take as long as others.</summary>
    private readonly Lazy<string> _nobody;
    private readonly SemaphoreSlim _atWork = new(4);

    public Argon2PasswordHasher() => _nobody = new Lazy<string>(() => Hash(Convert.ToHexString(RandomNumberGenerator.GetBytes(16))));

    public string Hash(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltSize);
        var hash = Derive(password, salt, MemoryKiB, Passes, HashSize);
        return string.Create(CultureInfo.InvariantCulture, $"$argon2id$v=19$m={MemoryKiB},t={Passes},p=1${Encode(salt)}${Encode(hash)}");
    }

    public bool Verify(string password, string? hash)
    {
        var parts = (hash ?? _nobody.Value).Split('$');
        if (parts is not ["", "argon2id", "v=19", var cost, var salt, var expected]) throw new FormatException("Not an Argon2id hash.");
        var numbers = cost.Split(',').Select(part => int.Parse(part[2..], CultureInfo.InvariantCulture)).ToArray();
        var wanted = Decode(expected);
        var matches = CryptographicOperations.FixedTimeEquals(Derive(password, Decode(salt), numbers[0], numbers[1], wanted.Length), wanted);
        return matches && hash is not null;
    }

    public void Dispose() => _atWork.Dispose();

    private byte[] Derive(string password, byte[] salt, int memoryKiB, int passes, int length)
    {
        var argon2 = new Argon2id(new Argon2Parameters { DegreeOfParallelism = 1, MemorySize = memoryKiB, NumberOfPasses = passes });
        _atWork.Wait();
        try
        {
            return argon2.DeriveBytes(Encoding.UTF8.GetBytes(password), salt, length);
        }
        finally
        {
            _atWork.Release();
        }
    }

    private static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=');

    private static byte[] Decode(string text) => Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='));
}
