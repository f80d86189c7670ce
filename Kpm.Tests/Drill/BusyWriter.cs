using Kpm.Tests.Running;

namespace Kpm.Tests.Drill;

/// <summary>Somebody who stores small files, four at a time, until told to stop.</summary>
internal sealed class BusyWriter(ApiClient person) : IAsyncDisposable
{
    private const int AtATime = 4;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<(string Asset, byte[] Bytes)> _stored = [];
    private readonly Lock _lock = new();
    private Task _writing = Task.CompletedTask;

    /// <summary>What was stored by now: the server said so.</summary>
    public IReadOnlyList<(string Asset, byte[] Bytes)> Stored
    {
        get { lock (_lock) return [.. _stored]; }
    }

    public void Start() => _writing = Task.WhenAll(Enumerable.Range(0, AtATime).Select(_ => Task.Run(WriteAsync)));

    public Task HasStoredAsync(int more)
    {
        var wanted = Stored.Count + more;
        return Eventually.IsTrueAsync(() => Task.FromResult(_writing.IsFaulted || Stored.Count >= wanted), "more that is stored");
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _writing;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _stop.Dispose();
    }

    private async Task WriteAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var file = FileToUpload.Binary(2_000);
            var asset = await person.AddAssetAsync($"Number {Stored.Count}", file);
            lock (_lock) _stored.Add((asset, file.Bytes));
        }
    }
}
