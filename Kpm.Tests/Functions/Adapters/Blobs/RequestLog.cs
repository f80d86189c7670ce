using System.Collections.Concurrent;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Kpm.Tests.Functions.Adapters.Blobs;

/// <summary>Notes every request that goes out, and can lose an answer as a network does.</summary>
internal sealed class RequestLog : HttpPipelinePolicy
{
    private readonly ConcurrentQueue<string> _lines = new();
    private string? _lost;

    public IReadOnlyCollection<string> Lines => _lines;

    public void Clear() => _lines.Clear();

    /// <summary>The service does what the next such request asks, but its answer never arrives.</summary>
    public void LoseNextAnswerTo(string query) => _lost = query;

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var uri = message.Request.Uri.ToString();
        _lines.Enqueue($"{message.Request.Method} {uri}");
        await ProcessNextAsync(message, pipeline);
        if (_lost is null || !uri.Contains(_lost, StringComparison.Ordinal)) return;
        _lost = null;
        throw new IOException("The answer was lost.");
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException("Nothing here is synchronous.");
}
