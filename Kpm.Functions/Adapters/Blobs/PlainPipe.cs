using System.IO.Pipelines;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Functions.Adapters.Blobs;

/// <summary>Joins whoever writes bytes to whoever reads them, in constant memory: the writer waits while the reader is behind.</summary>
internal static class PlainPipe
{
    private static readonly PipeOptions Options = new(pauseWriterThreshold: 1024 * 1024, resumeWriterThreshold: 512 * 1024, useSynchronizationContext: false);

    /// <summary>What the reader makes of the bytes. What the writer throws, the reader meets where the bytes end; when the reader ends early, so does the writer.</summary>
    public static async Task<T> RunAsync<T>(PlainProducer write, Func<Stream, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        var pipe = new Pipe(Options);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var writing = FillAsync(pipe.Writer, write, ended.Token);
        try
        {
            return await read(pipe.Reader.AsStream(leaveOpen: true), cancellationToken);
        }
        finally
        {
            await ended.CancelAsync();

            // With a failure: writes to a reader that is merely gone succeed, and look at no token.
            await pipe.Reader.CompleteAsync(new OperationCanceledException());
            await writing;
        }
    }

    private static async Task FillAsync(PipeWriter pipe, PlainProducer write, CancellationToken cancellationToken)
    {
        try
        {
            await using (var destination = pipe.AsStream(leaveOpen: true)) await write(destination, cancellationToken);
            await pipe.CompleteAsync();
        }
        catch (Exception failure)
        {
            await pipe.CompleteAsync(failure);
        }
    }
}
