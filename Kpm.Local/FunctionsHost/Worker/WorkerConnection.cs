using System.Collections.Concurrent;
using System.Threading.Channels;
using Kpm.Local.FunctionsHost.Rpc;

namespace Kpm.Local.FunctionsHost.Worker;

/// <summary>The host's end of one worker's event stream: pairs requests with their answers, by request id or invocation id.</summary>
internal sealed class WorkerConnection
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(60);
    private readonly Channel<StreamingMessage> _outgoing = Channel.CreateUnbounded<StreamingMessage>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ConcurrentDictionary<string, TaskCompletionSource<StreamingMessage>> _requests = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<InvocationResponse>> _invocations = new();
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string WorkerId { get; } = Guid.NewGuid().ToString();

    public ChannelReader<StreamingMessage> Outgoing => _outgoing.Reader;

    /// <summary>Done when the worker has opened its stream; faulted when it ended before.</summary>
    public Task Opened => _opened.Task;

    /// <summary>Done when the stream broke or the process ended: nothing is answered any more.</summary>
    public Task Closed => _closed.Task;

    public int InFlight => _invocations.Count;

    public void Open() => _opened.TrySetResult();

    public void Send(StreamingMessage message) => _outgoing.Writer.TryWrite(message);

    /// <exception cref="WorkerLostException"/>
    /// <exception cref="TimeoutException">No answer within a minute.</exception>
    public async Task<StreamingMessage> AskAsync(StreamingMessage message)
    {
        message.RequestId = Guid.NewGuid().ToString();
        var answer = Expect(_requests, message.RequestId);
        Send(message);
        try
        {
            return await answer.WaitAsync(AnswerTimeout);
        }
        finally
        {
            _requests.TryRemove(message.RequestId, out _);
        }
    }

    /// <summary>Cancelling asks the worker to cancel the invocation, which still answers.</summary>
    /// <exception cref="WorkerLostException"/>
    public async Task<InvocationResponse> InvokeAsync(InvocationRequest request, CancellationToken cancellation)
    {
        var answer = Expect(_invocations, request.InvocationId);
        Send(new StreamingMessage { RequestId = Guid.NewGuid().ToString(), InvocationRequest = request });
        await using var registration = cancellation.Register(() =>
            Send(new StreamingMessage { InvocationCancel = new InvocationCancel { InvocationId = request.InvocationId } }));
        return await answer;
    }

    /// <summary>Hands an answer to whoever waits for it; contents that this host does not know find nobody.</summary>
    public void Receive(StreamingMessage message)
    {
        if (message.ContentCase is StreamingMessage.ContentOneofCase.InvocationResponse)
        {
            if (_invocations.TryRemove(message.InvocationResponse.InvocationId, out var invocation)) invocation.TrySetResult(message.InvocationResponse);
        }
        else if (_requests.TryRemove(message.RequestId, out var request))
        {
            request.TrySetResult(message);
        }
    }

    /// <summary>Fails everything that waits for an answer.</summary>
    public void Close()
    {
        _closed.TrySetResult();
        _outgoing.Writer.TryComplete();
        _opened.TrySetException(Lost());
        _ = _opened.Task.Exception; // observed: nobody may be waiting any more
        FailAll(_requests);
        FailAll(_invocations);
    }

    private static WorkerLostException Lost() => new("The worker ended before it answered.");

    private static void FailAll<T>(ConcurrentDictionary<string, TaskCompletionSource<T>> waiting)
    {
        foreach (var id in waiting.Keys)
        {
            if (waiting.TryRemove(id, out var answer)) answer.TrySetException(Lost());
        }
    }

    private Task<T> Expect<T>(ConcurrentDictionary<string, TaskCompletionSource<T>> waiting, string id)
    {
        var answer = waiting[id] = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (Closed.IsCompleted && waiting.TryRemove(id, out _)) answer.TrySetException(Lost());
        return answer.Task;
    }
}
