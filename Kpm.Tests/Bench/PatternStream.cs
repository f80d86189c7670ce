namespace Kpm.Tests.Bench;

/// <summary>
/// Gives the same 64 KiB again and again until so many bytes were read, in pieces of that size as a connection does: the source costs
/// next to nothing and holds nothing.
/// </summary>
internal sealed class PatternStream(long length) : Stream
{
    private static readonly byte[] Pattern = new byte[64 * 1024];
    private long _left = length;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        var count = (int)Math.Min(_left, Math.Min(buffer.Length, Pattern.Length));
        Pattern.AsSpan(0, count).CopyTo(buffer);
        _left -= count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
