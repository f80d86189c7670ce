using System.Buffers;
using System.Security.Cryptography;

namespace Kpm.Core.Shared.Sealing;

/// <summary>Room for one segment, rented and given back zeroed.</summary>
internal sealed class SegmentBuffer(int size) : IDisposable
{
    private readonly byte[] _bytes = ArrayPool<byte>.Shared.Rent(size);

    public Memory<byte> Memory => _bytes.AsMemory(0, size);

    public Span<byte> Span => _bytes.AsSpan(0, size);

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_bytes);
        ArrayPool<byte>.Shared.Return(_bytes);
    }
}
