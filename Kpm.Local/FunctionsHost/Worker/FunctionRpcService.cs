using System.Collections.Concurrent;
using Grpc.Core;
using Kpm.Local.FunctionsHost.Rpc;

namespace Kpm.Local.FunctionsHost.Worker;

/// <summary>The workers that were started here, by worker id.</summary>
internal sealed class WorkerConnections
{
    private readonly ConcurrentDictionary<string, WorkerConnection> _connections = new();

    public void Add(WorkerConnection connection) => _connections[connection.WorkerId] = connection;

    public void Remove(WorkerConnection connection) => _connections.TryRemove(connection.WorkerId, out _);

    public WorkerConnection? Find(string workerId) => _connections.GetValueOrDefault(workerId);
}

/// <summary>The gRPC service that workers dial: one event stream per worker process.</summary>
internal sealed class FunctionRpcService(WorkerConnections connections) : FunctionRpc.FunctionRpcBase
{
    public override async Task EventStream(IAsyncStreamReader<StreamingMessage> requestStream, IServerStreamWriter<StreamingMessage> responseStream, ServerCallContext context)
    {
        if (!await requestStream.MoveNext(context.CancellationToken) || requestStream.Current.StartStream is not { } start) return;
        if (connections.Find(start.WorkerId) is not { } connection) return; // a worker of another host
        connection.Open();
        var sending = SendAsync(connection, responseStream, context.CancellationToken);
        try
        {
            while (await requestStream.MoveNext(context.CancellationToken)) Receive(connection, requestStream.Current);
        }
        catch (Exception broken) when (IsBrokenStream(broken))
        {
        }
        finally
        {
            connection.Close();
        }

        await sending;
    }

    private static async Task SendAsync(WorkerConnection connection, IServerStreamWriter<StreamingMessage> stream, CancellationToken cancellation)
    {
        try
        {
            await foreach (var message in connection.Outgoing.ReadAllAsync(cancellation)) await stream.WriteAsync(message, cancellation);
        }
        catch (Exception broken) when (IsBrokenStream(broken))
        {
        }
    }

    private static bool IsBrokenStream(Exception exception) =>
        exception is IOException or OperationCanceledException or Grpc.Core.RpcException or InvalidOperationException;

    private static void Receive(WorkerConnection connection, StreamingMessage message)
    {
        if (message.RpcLog is { } line) WorkerOutput.Log(line);
        else connection.Receive(message);
    }
}
