using Kpm.Core.Assets.Reactions;
using Kpm.Core.Shared;
using Kpm.Functions.Adapters.Cosmos;
using Kpm.Functions.Adapters.KeyVault;
using Kpm.Local.Cosmos;
using Kpm.Tests.Fakes;
using Kpm.Tests.Local;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kpm.Tests.Functions.Adapters.Cosmos;

/// <summary>One sweep over the store: what is sent for the documents that are due. The container is nobody else's.</summary>
public sealed class DueWorkTests : IAsyncLifetime
{
    private const int Page = 1_000;
    private readonly FakeClock _clock = new(SampleStates.Now);
    private readonly FakeWorkQueue<CheckDueRelease> _queue = new();
    private LocalPart? _part;
    private CosmosClient? _client;

    private Database Database => _client!.GetDatabase("kpm");

    private DueWork<ReleaseId, CheckDueRelease> Sweep => new("CheckDueReleases", Database, "releases", _queue, (release, due, _) => new CheckDueRelease(release, due), DueTime.NextCheck, _clock, NullLogger<DueWork<ReleaseId, CheckDueRelease>>.Instance);

    public async ValueTask InitializeAsync()
    {
        _part = await LocalPart.StartAsync("cosmos", "--topology", LocalPart.TopologyPath);
        _client = CosmosClients.Create($"http://127.0.0.1:{_part.Port}/", CosmosPart.LocalKey, new LocalCredential());
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_part is not null) await _part.DisposeAsync();
    }

    [Fact]
    public async Task Given_DocumentsThatAreDueAndOthers_When_Swept_Then_EachThatIsDueIsSentOnceWithItsTime()
    {
        var due = await StoreAsync(SampleStates.Now, Guid.NewGuid().ToString(), Guid.NewGuid().ToString());
        await StoreAsync(SampleStates.Now + TimeSpan.FromMilliseconds(1), Guid.NewGuid().ToString());

        await Sweep.RunAsync(default);

        _queue.Sent.Select(sent => sent.Work.Release.ToString()).Should().BeEquivalentTo(due);
        _queue.Sent.Should().OnlyContain(sent => sent.Work.Due == SampleStates.Now && sent.Id == $"{sent.Work.Release}:{SampleStates.Now}");
    }

    [Fact]
    public async Task Given_ADocumentWhoseIdIsNone_When_Swept_Then_TheOthersAreSent()
    {
        var due = await StoreAsync(SampleStates.Now, Guid.NewGuid().ToString(), "no id", Guid.NewGuid().ToString());

        await Sweep.RunAsync(default);

        _queue.Sent.Select(sent => sent.Work.Release.ToString()).Should().BeEquivalentTo(due.Where(id => id != "no id"));
    }

    [Fact]
    public async Task Given_MoreThanOneSweepMayTakeTime_When_ItsTimeIsOver_Then_TheNextSendsTheRest()
    {
        var due = await StoreAsync(SampleStates.Now, [.. Enumerable.Range(0, Page + 10).Select(_ => Guid.NewGuid().ToString())]);
        _queue.OnSent = _ => _clock.Now = SampleStates.Now + DueWork<ReleaseId, CheckDueRelease>.Patience;

        await Sweep.RunAsync(default);

        _queue.Sent.Count.Should().BeInRange(1, Page, "it ends with the page");
        _queue.OnSent = _ => { };
        await Sweep.RunAsync(default);
        _queue.Arrived.Select(sent => sent.Work.Release.ToString()).Should().BeEquivalentTo(due);
    }

    private async Task<IReadOnlyList<string>> StoreAsync(Timestamp nextCheckAt, params string[] ids)
    {
        foreach (var id in ids) await Database.GetContainer("releases").CreateItemAsync(new { id, pk = id, nextCheckAt }, new PartitionKey(id));
        return ids;
    }
}
