using System.Buffers.Binary;
using System.Security.Cryptography;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <summary>Draws an instant that nobody can foresee.</summary>
public static class UniformDraw
{
    /// <summary>A millisecond between two, both included, each as likely as any other.</summary>
    /// <remarks>Numbers beyond the last whole multiple of the width are drawn again, so that none is favoured.</remarks>
    public static Timestamp Between(Timestamp from, Timestamp until)
    {
        var width = (ulong)(until.UnixMilliseconds - from.UnixMilliseconds) + 1;
        var limit = ulong.MaxValue - (ulong.MaxValue % width);
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        ulong drawn;
        do
        {
            RandomNumberGenerator.Fill(bytes);
            drawn = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        }
        while (drawn >= limit);
        return new Timestamp(from.UnixMilliseconds + (long)(drawn % width));
    }
}
