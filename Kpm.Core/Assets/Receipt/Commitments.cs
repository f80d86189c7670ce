using System.Security.Cryptography;
using System.Text;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <summary>
/// What a receipt says of a file: whoever has the salt and the file can tell that it is that file, and whoever has no salt cannot try guesses
/// at it. Each asset has a salt of its own, so that one can be shown to somebody without the others.
/// </summary>
/// <remarks>
/// The salt is HMAC-SHA-256 under the receipt's secret of <c>kpm.receipt.salt.v1</c>, a line feed and the asset's id. The commitment is
/// HMAC-SHA-256 under the salt of <c>kpm.receipt.file.v1</c>, a line feed, the asset's id, a line feed, and the SHA-256 of the file as 64
/// hexadecimal characters.
/// </remarks>
public static class Commitments
{
    /// <summary>The salt of an asset, 64 lower-case hexadecimal characters.</summary>
    public static string SaltOf(ReadOnlySpan<byte> secret, AssetId asset) => Convert.ToHexStringLower(Mac(secret, $"kpm.receipt.salt.v1\n{asset}"));

    /// <summary>The commitment to the file of an asset, 64 lower-case hexadecimal characters.</summary>
    /// <param name="secret">The receipt's secret.</param>
    /// <param name="asset">The asset.</param>
    /// <param name="sha256">Digest of the plain file.</param>
    public static string Of(ReadOnlySpan<byte> secret, AssetId asset, string sha256) =>
        Convert.ToHexStringLower(Mac(Convert.FromHexString(SaltOf(secret, asset)), $"kpm.receipt.file.v1\n{asset}\n{sha256}"));

    private static byte[] Mac(ReadOnlySpan<byte> key, string message) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(message));
}
