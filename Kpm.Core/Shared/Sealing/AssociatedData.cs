using System.Buffers.Binary;
using System.Text;

namespace Kpm.Core.Shared.Sealing;

/// <summary>Builds the associated data that binds a seal to its place: altered, it does not open.</summary>
/// <remarks>Every part is preceded by its length (4 bytes, big-endian), so that no two different lists of parts give the same bytes.</remarks>
internal static class AssociatedData
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static byte[] Of(params ReadOnlySpan<string> parts)
    {
        var length = 0;
        foreach (var part in parts) length += sizeof(int) + StrictUtf8.GetByteCount(part);

        var bytes = new byte[length];
        var rest = bytes.AsSpan();
        foreach (var part in parts)
        {
            var written = StrictUtf8.GetBytes(part, rest[sizeof(int)..]);
            BinaryPrimitives.WriteInt32BigEndian(rest, written);
            rest = rest[(sizeof(int) + written)..];
        }

        return bytes;
    }
}
