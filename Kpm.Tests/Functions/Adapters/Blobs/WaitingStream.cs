namespace Kpm.Tests.Functions.Adapters.Blobs;

/// <summary>A stream whose end waits until it is released, so that a test decides what happens in the middle of an upload.</summary>
internal sealed class WaitingStream(byte[] bytes) : MemoryStream(bytes)
{
    private readonly TaskCompletionSource _reading = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when all bytes were read and the end is asked for.</summary>
    public Task Reading => _reading.Task;

    public void Release() => _released.TrySetResult();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position == Length)
        {
            _reading.TrySetResult();
            await _released.Task.WaitAsync(cancellationToken);
        }

        return await base.ReadAsync(buffer, cancellationToken);
    }
}
