using Kpm.Core.Notifications;
using Kpm.Core.Shared;

namespace Kpm.Tests.Functions.Adapters.Cosmos;

/// <summary>What every <see cref="IMailLog"/> does.</summary>
public abstract class MailLogContract
{
    private const int Racers = 20;
    private static readonly Timestamp Now = SampleStates.Now;
    private static readonly Timestamp LeaseEnd = Now + SendEmailHandler.Lease;
    private readonly string _mail = $"{Guid.NewGuid()}.1.0:{MailKind.Welcome}:{Guid.NewGuid()}";

    protected abstract IMailLog Log { get; }

    [Fact]
    public async Task Given_AMail_When_Started_Then_NobodyElseSendsItUntilTheLeaseEnds()
    {
        (await StartAsync(Now)).Should().Be(MailStart.Started);
        (await StartAsync(Now)).Should().Be(MailStart.InFlight);
        (await StartAsync(LeaseEnd - TimeSpan.FromMilliseconds(1))).Should().Be(MailStart.InFlight);

        (await StartAsync(LeaseEnd)).Should().Be(MailStart.Started);
        (await StartAsync(LeaseEnd)).Should().Be(MailStart.InFlight, "the lease is a new one");
    }

    [Fact]
    public async Task Given_AMail_When_Sent_Then_ItIsNeverSentAgain()
    {
        await StartAsync(Now);

        await Log.MarkSentAsync(_mail, Now, default);

        (await StartAsync(Now)).Should().Be(MailStart.AlreadySent);
        (await StartAsync(Now + TimeSpan.FromDays(30))).Should().Be(MailStart.AlreadySent);
    }

    [Fact]
    public async Task Given_AMail_When_KnownNotToBeSent_Then_ItStartsAtOnce()
    {
        await StartAsync(Now);

        await Log.MarkNotSentAsync(_mail, default);

        (await StartAsync(Now)).Should().Be(MailStart.Started);
        (await StartAsync(Now)).Should().Be(MailStart.InFlight);
    }

    [Fact]
    public async Task Given_AMailThatFailedOnce_When_SentLater_Then_ItIsNeverSentAgain()
    {
        await StartAsync(Now);
        await Log.MarkNotSentAsync(_mail, default);
        await StartAsync(Now);
        await Log.MarkSentAsync(_mail, Now, default);

        (await StartAsync(LeaseEnd)).Should().Be(MailStart.AlreadySent);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Given_ManyWhoWantToSendOneMail_When_TheyStartAtOnce_Then_ExactlyOneDoes(bool wasAbandoned)
    {
        if (wasAbandoned) await StartAsync(Now);

        var starts = await Task.WhenAll(Enumerable.Range(0, Racers).Select(_ => StartAsync(LeaseEnd)));

        starts.Count(start => start == MailStart.Started).Should().Be(1);
        starts.Should().NotContain(MailStart.AlreadySent);
    }

    [Fact]
    public async Task Given_TwoMails_When_OneIsSent_Then_TheOtherIsNot()
    {
        await StartAsync(Now);
        await Log.MarkSentAsync(_mail, Now, default);

        (await Log.StartAsync(_mail + "2", MailKind.Welcome, Now, SendEmailHandler.Lease, default)).Should().Be(MailStart.Started);
    }

    private Task<MailStart> StartAsync(Timestamp at) => Log.StartAsync(_mail, MailKind.Welcome, at, SendEmailHandler.Lease, default);
}
