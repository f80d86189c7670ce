using Kpm.Core.Shared;

namespace Kpm.Tests.Fakes;

/// <summary>Remembers what was sent.</summary>
public sealed class FakeWorkQueue<TWork> : IWorkQueue<TWork> where TWork : notnull
{
    /// <summary>All that was sent, repeats too: a reaction must bear them once the duplicate window is over.</summary>
    public List<(string Id, TWork Work)> Sent { get; } = [];

    /// <summary>What arrives within the duplicate window.</summary>
    public IReadOnlyList<(string Id, TWork Work)> Arrived => [.. Sent.DistinctBy(sent => sent.Id)];

    /// <summary>How many were sent at once, each time that several were.</summary>
    public List<int> Batches { get; } = [];

    /// <summary>Hears of each work as it is sent.</summary>
    public Action<TWork> OnSent { get; set; } = _ => { };

    public Task EnqueueAsync(string workId, TWork work, CancellationToken cancellationToken)
    {
        Sent.Add((workId, work));
        OnSent(work);
        return Task.CompletedTask;
    }

    public async Task EnqueueManyAsync(IReadOnlyList<(string WorkId, TWork Work)> works, CancellationToken cancellationToken)
    {
        Batches.Add(works.Count);
        foreach (var (id, work) in works) await EnqueueAsync(id, work, cancellationToken);
    }
}
