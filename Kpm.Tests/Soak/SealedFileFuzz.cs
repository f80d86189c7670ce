using CsCheck;
using Kpm.Core.Shared.Sealing;
using Kpm.Tests.Core.Shared.Sealing;

namespace Kpm.Tests.Soak;

/// <summary>
/// Alters sealed files in every way a store or a thief could, and opens them: nothing but the original opens. A careless reader, planted
/// here, must be found first, or the fuzz proves nothing.
/// </summary>
internal static class SealedFileFuzz
{
    private const int Tries = 20_000;

    public static async Task<string> RunRoundAsync(PCG random)
    {
        if (await FindAcceptedAsync(random, OpenCarelesslyAsync) is not { } found) throw new InvalidOperationException("The planted fault was not found.");
        if (await FindAcceptedAsync(random, file => SealedBytes.OpenAsync(file)) is { } accepted) throw new InvalidOperationException($"Opened although altered: {accepted}");
        return $"{Tries} altered files refused; the planted fault was found ({found})";
    }

    /// <returns>How the first altered file that opened was altered; null when none did.</returns>
    private static async Task<string?> FindAcceptedAsync(PCG random, Func<byte[], Task<byte[]>> openAsync)
    {
        for (var i = 0; i < Tries; i++)
        {
            var original = await SealedBytes.SealAsync(Sample.Bytes((int)random.Next(400)));
            var (altered, how) = Alter(original, random);
            if (altered.AsSpan().SequenceEqual(original)) continue;
            try
            {
                await openAsync(altered);
                return how;
            }
            catch (SealBrokenException)
            {
                // As it must be.
            }
        }

        return null;
    }

    private static (byte[] Bytes, string How) Alter(byte[] original, PCG random)
    {
        int At(int limit) => (int)random.Next((uint)Math.Max(1, limit));
        var bytes = original.ToArray();
        switch (random.Next(6))
        {
            case 0:
                bytes[At(bytes.Length)] ^= (byte)(1 << At(8));
                return (bytes, "a bit is flipped");
            case 1:
                return (bytes[..At(bytes.Length)], "the end is cut");
            case 2:
                return ([.. bytes, .. Sample.Bytes(1 + At(100))], "something follows");
            case 3:
                var (one, other) = (At(bytes.Length), At(bytes.Length));
                (bytes[one], bytes[other]) = (bytes[other], bytes[one]);
                return (bytes, "two bytes are swapped");
            case 4:
                var from = At(bytes.Length);
                return ([.. bytes[..from], .. bytes[Math.Min(bytes.Length, from + 64)..]], "a segment's length is cut out");
            default:
                var again = At(bytes.Length);
                return ([.. bytes[..again], .. bytes[Math.Max(0, again - 64)..]], "a segment's length comes twice");
        }
    }

    /// <summary>Believes a file whose beginning is in order, and looks no further.</summary>
    private static async Task<byte[]> OpenCarelesslyAsync(byte[] file)
    {
        try
        {
            return await SealedBytes.OpenAsync(file);
        }
        catch (SealBrokenException) when (file.Length > 200)
        {
            return [];
        }
    }
}
