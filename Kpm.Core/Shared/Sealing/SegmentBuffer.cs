using System.Buffers;
using System.Security.Cryptography;

namespace Kpm.Core.Shared.Sealing;

/// <summary>Room for one segment, rented and given back zeroed.</summary>
/// <remarks>The pool that all share keeps one array for every thread that ever gave one back, which for segments is many megabytes a thread.</remarks>
internal sealed class SegmentBuffer(int size) : IDisposable
{
    /// <summary>What eight files at once need; more is made, and not kept.</summary>
    private const int MostKept = 16;

    private static readonly ArrayPool<byte> Pool = ArrayPool<byte>.Create(FileFormat.FourMebibytes.Layout.SegmentSize, MostKept);
    private readonly byte[] _bytes = Pool.Rent(size);

    public Memory<byte> Memory => _bytes.AsMemory(0, size);

    public Span<byte> Span => _bytes.AsSpan(0, size);

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_bytes);
        Pool.Return(_bytes);
    }
}
