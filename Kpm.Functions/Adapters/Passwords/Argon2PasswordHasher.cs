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

    private static readonly string Cost = string.Create(CultureInfo.InvariantCulture, $"m={MemoryKiB},t={Passes},p=1");

    /// <summary>As many at once as there are cores to work on them; the others wait without holding a thread or memory.</summary>
    private readonly SemaphoreSlim _atWork = new(Math.Max(2, Environment.ProcessorCount));

    /// <summary>Verified for accounts that do not exist, so that they take as long as others.</summary>
    private readonly string _nobody = $"$argon2id$v=19${Cost}${Encode(RandomNumberGenerator.GetBytes(SaltSize))}${Encode(RandomNumberGenerator.GetBytes(HashSize))}";

    public async Task<string> HashAsync(string password, CancellationToken cancellationToken)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltSize);
        var hash = await DeriveAsync(password, salt, MemoryKiB, Passes, HashSize, cancellationToken);
        return $"$argon2id$v=19${Cost}${Encode(salt)}${Encode(hash)}";
    }

    public async Task<bool> VerifyAsync(string password, string? hash, CancellationToken cancellationToken)
    {
        var (cost, salt, expected) = Parse(hash ?? _nobody);
        var numbers = cost.Split(',').Select(part => int.Parse(part[2..], CultureInfo.InvariantCulture)).ToArray();
        var derived = await DeriveAsync(password, salt, numbers[0], numbers[1], expected.Length, cancellationToken);
        return CryptographicOperations.FixedTimeEquals(derived, expected) && hash is not null;
    }

    public bool IsOutdated(string hash) => Parse(hash).Cost != Cost;

    public void Dispose() => _atWork.Dispose();

    private static (string Cost, byte[] Salt, byte[] Hash) Parse(string hash) =>
        hash.Split('$') is ["", "argon2id", "v=19", var cost, var salt, var expected] ? (cost, Decode(salt), Decode(expected)) : throw new FormatException("Not an Argon2id hash.");

    private async Task<byte[]> DeriveAsync(string password, byte[] salt, int memoryKiB, int passes, int length, CancellationToken cancellationToken)
    {
        var argon2 = new Argon2id(new Argon2Parameters { DegreeOfParallelism = 1, MemorySize = memoryKiB, NumberOfPasses = passes });
        await _atWork.WaitAsync(cancellationToken);
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
