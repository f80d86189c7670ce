using Kpm.Core.Notifications;

namespace Kpm.Tests.Fakes;

/// <summary>Remembers what was sent, unless it is told to fail.</summary>
public sealed class FakePushSender : IPushSender
{
    private readonly Lock _lock = new();
    private readonly Queue<Exception> _failures = new();

    public bool CanSend { get; set; } = true;

    public List<DevicePush> Sent { get; } = [];

    /// <summary>Devices that are there no longer.</summary>
    public HashSet<string> Gone { get; } = [];

    /// <summary>The next sends end so.</summary>
    public void FailNext(params Exception[] failures)
    {
        foreach (var failure in failures) _failures.Enqueue(failure);
    }

    public Task<PushOutcome> SendAsync(DevicePush push, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_failures.TryDequeue(out var failure)) throw failure;
            if (Gone.Contains(push.Device)) return Task.FromResult(PushOutcome.DeviceGone);
            Sent.Add(push);
            return Task.FromResult(PushOutcome.Accepted);
        }
    }
}
