using CsCheck;
using Kpm.Core.Shared;
using Kpm.Tests.Running;

namespace Kpm.Tests.Core.Assets.Reactions;

/// <content>Whatever the order in which events arrive.</content>
public sealed partial class RecordHistoryTests
{
    /// <summary>The messages of two legacies that meet at one asset, in any order, several at once, some of them twice.</summary>
    [Fact]
    public void Given_EventsInAnyOrderAndNumber_When_TheyAreTold_Then_EachIsThereOnceInChainsThatVerify() =>
        Gen.ULong.Sample(seed => new RecordHistoryTests().InterleaveAsync(seed).GetAwaiter().GetResult(), iter: 200); // runs on this thread

    private async Task InterleaveAsync(ulong seed)
    {
        await _world.ScheduleAsync(1, [One, Two], receivers: [Ben, Cleo]);
        await _world.ScheduleAsync(2, [One], receivers: [Ben]);
        await _world.SettleAsync();
        await _world.TriggerAsync(1, Ben);
        await _world.SettleAsync();
        List<DomainEvent> events = [.. Events()];
        var interleaver = new Interleaver(seed);
        _store.BeforeAccess = interleaver.PauseAsync;
        foreach (var happened in events) interleaver.Add(() => _record.HandleAsync(happened, default));

        interleaver.Run(() => { });

        _store.BeforeAccess = () => Task.CompletedTask;
        _store.Of(Ana).Should().HaveCount(events.Count);
        foreach (var receiver in new[] { Ben, Cleo }) _store.Of(receiver).Should().HaveCount(5);
        foreach (var person in _store.People)
            WalkedChain.Of(person, _store.Of(person), await _store.FindHeadAsync(person, default)).IsIntact.Should().BeTrue();
    }
}
