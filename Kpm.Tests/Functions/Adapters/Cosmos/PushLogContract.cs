using Kpm.Core.Notifications;
using Kpm.Core.Shared;

namespace Kpm.Tests.Functions.Adapters.Cosmos;

/// <summary>What every <see cref="IPushLog"/> does.</summary>
public abstract class PushLogContract
{
    private const int Racers = 20;
    private static readonly Timestamp Now = SampleStates.Now;
    private static readonly Timestamp LeaseEnd = Now + SendPushHandler.Lease;
    private readonly string _push = $"{Guid.NewGuid()}.1.0:{PushKind.Reminder}:{Guid.NewGuid()}";

    protected abstract IPushLog Log { get; }

    [Fact]
    public async Task Given_APush_When_Started_Then_NobodyElseSendsItUntilTheLeaseEnds()
    {
        (await StartAsync(Now)).Should().Be(PushStart.Started);
        (await StartAsync(Now)).Should().Be(PushStart.InFlight);
        (await StartAsync(LeaseEnd - TimeSpan.FromMilliseconds(1))).Should().Be(PushStart.InFlight);

        (await StartAsync(LeaseEnd)).Should().Be(PushStart.Started);
        (await StartAsync(LeaseEnd)).Should().Be(PushStart.InFlight, "the lease is a new one");
    }

    [Fact]
    public async Task Given_APush_When_Sent_Then_ItIsNeverSentAgain()
    {
        await StartAsync(Now);

        await Log.MarkSentAsync(_push, Now, default);

        (await StartAsync(Now)).Should().Be(PushStart.AlreadySent);
        (await StartAsync(Now + TimeSpan.FromDays(30))).Should().Be(PushStart.AlreadySent);
    }

    [Fact]
    public async Task Given_APush_When_KnownNotToBeSent_Then_ItStartsAtOnce()
    {
        await StartAsync(Now);

        await Log.MarkNotSentAsync(_push, default);

        (await StartAsync(Now)).Should().Be(PushStart.Started);
        (await StartAsync(Now)).Should().Be(PushStart.InFlight);
    }

    [Fact]
    public async Task Given_APushThatFailedOnce_When_SentLater_Then_ItIsNeverSentAgain()
    {
        await StartAsync(Now);
        await Log.MarkNotSentAsync(_push, default);
        await StartAsync(Now);
        await Log.MarkSentAsync(_push, Now, default);

        (await StartAsync(LeaseEnd)).Should().Be(PushStart.AlreadySent);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Given_ManyWhoWantToSendOnePush_When_TheyStartAtOnce_Then_ExactlyOneDoes(bool wasAbandoned)
    {
        if (wasAbandoned) await StartAsync(Now);

        var starts = await Task.WhenAll(Enumerable.Range(0, Racers).Select(_ => StartAsync(LeaseEnd)));

        starts.Count(start => start == PushStart.Started).Should().Be(1);
        starts.Should().NotContain(PushStart.AlreadySent);
    }

    [Fact]
    public async Task Given_TwoPushes_When_OneIsSent_Then_TheOtherIsNot()
    {
        await StartAsync(Now);
        await Log.MarkSentAsync(_push, Now, default);

        (await Log.StartAsync(_push + "2", PushKind.Reminder, Now, SendPushHandler.Lease, default)).Should().Be(PushStart.Started);
    }

    private Task<PushStart> StartAsync(Timestamp at) => Log.StartAsync(_push, PushKind.Reminder, at, SendPushHandler.Lease, default);
}
