namespace Kpm.Tests.Functions.Adapters.Blobs;

/// <summary>A stream that breaks off, as an upload over a lost connection does.</summary>
internal sealed class BreakingStream(byte[] bytes, int after) : MemoryStream(bytes)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var left = after - (int)Position;
        return left > 0 ? base.ReadAsync(buffer[..Math.Min(left, buffer.Length)], cancellationToken) : throw new IOException("The connection was lost.");
    }
}
