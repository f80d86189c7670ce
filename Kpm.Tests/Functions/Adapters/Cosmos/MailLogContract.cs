using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Tests.Core.Notifications;

namespace Kpm.Tests.Functions.Adapters.Cosmos;

/// <summary>What every <see cref="IMailLog"/> does.</summary>
public abstract class MailLogContract
{
    private const int Racers = 20;
    private static readonly Timestamp Now = SampleStates.Now;
    private static readonly Timestamp LeaseEnd = Now + MailComposerWorld.Policy.Lease;
    private readonly SendEmail _work = SendEmail.ToUser(MailKind.Welcome, new UserId(Guid.NewGuid()), $"{Guid.NewGuid()}.1.0");

    private string Mail => _work.MailId;

    protected abstract IMailLog Log { get; }

    [Fact]
    public async Task Given_AMail_When_Started_Then_NobodyElseSendsItUntilTheLeaseEnds()
    {
        (await StartAsync(Now)).Should().Be(MailStart.First);
        (await StartAsync(Now)).Should().Be(MailStart.InFlight);
        (await StartAsync(LeaseEnd - TimeSpan.FromMilliseconds(1))).Should().Be(MailStart.InFlight);

        (await StartAsync(LeaseEnd)).Should().Be(MailStart.Again);
        (await StartAsync(LeaseEnd)).Should().Be(MailStart.InFlight, "the lease is a new one");
    }

    [Fact]
    public async Task Given_AMail_When_Sent_Then_ItIsNeverSentAgain()
    {
        await StartAsync(Now);

        await Log.MarkSentAsync(Mail, Now, default);

        (await StartAsync(Now)).Should().Be(MailStart.AlreadySent);
        (await StartAsync(Now + TimeSpan.FromDays(30))).Should().Be(MailStart.AlreadySent);
    }

    [Fact]
    public async Task Given_AMail_When_KnownNotToBeSent_Then_ItStartsAtOnce()
    {
        await StartAsync(Now);

        await Log.MarkNotSentAsync(Mail, default);

        (await StartAsync(Now)).Should().Be(MailStart.Again);
        (await StartAsync(Now)).Should().Be(MailStart.InFlight);
    }

    [Fact]
    public async Task Given_AMailThatFailedOnce_When_SentLater_Then_ItIsNeverSentAgain()
    {
        await StartAsync(Now);
        await Log.MarkNotSentAsync(Mail, default);
        await StartAsync(Now);
        await Log.MarkSentAsync(Mail, Now, default);

        (await StartAsync(LeaseEnd)).Should().Be(MailStart.AlreadySent);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Given_ManyWhoWantToSendOneMail_When_TheyStartAtOnce_Then_ExactlyOneDoes(bool wasAbandoned)
    {
        if (wasAbandoned) await StartAsync(Now);

        var starts = await Task.WhenAll(Enumerable.Range(0, Racers).Select(_ => StartAsync(LeaseEnd)));

        starts.Count(start => start == (wasAbandoned ? MailStart.Again : MailStart.First)).Should().Be(1);
        starts.Should().NotContain(MailStart.AlreadySent);
    }

    [Fact]
    public async Task Given_TwoMails_When_OneIsSent_Then_TheOtherIsNot()
    {
        await StartAsync(Now);
        await Log.MarkSentAsync(Mail, Now, default);

        (await Log.StartAsync(_work with { MailId = Mail + "2" }, Now, MailComposerWorld.Policy.Lease, default)).Should().Be(MailStart.First);
    }

    [Fact]
    public async Task Given_AMailNobodyKnows_When_SomethingIsToldOfIt_Then_NothingIsNoted()
    {
        (await NoteAsync(MailOutcome.Delivered)).Should().BeNull();

        (await StartAsync(Now)).Should().Be(MailStart.First);
    }

    [Theory]
    [InlineData(MailOutcome.Accepted)]
    [InlineData(MailOutcome.Delivered)]
    [InlineData(MailOutcome.Bounced)]
    public async Task Given_AMailWhoseSenderDied_When_TheServiceTellsThatItHasIt_Then_ItIsNotSentAgain(MailOutcome outcome)
    {
        await StartAsync(Now);

        (await NoteAsync(outcome)).Should().Be(new LoggedMail(MailKind.Welcome, _work.Receiver, Now));

        (await StartAsync(LeaseEnd)).Should().Be(MailStart.AlreadySent);
        (await Log.FindSentAsync(Mail, default)).Should().Be(new MailHandover(Now, outcome == MailOutcome.Bounced));
    }

    [Theory]
    [InlineData(MailOutcome.Accepted)]
    [InlineData(MailOutcome.Delivered)]
    public async Task Given_AMailThatCameBack_When_OlderNewsArrives_Then_ItStaysSo(MailOutcome late)
    {
        await StartAsync(Now);
        await NoteAsync(MailOutcome.Bounced);

        await NoteAsync(late);
        await Log.MarkSentAsync(Mail, Now, default);
        await Log.MarkNotSentAsync(Mail, default);

        (await StartAsync(LeaseEnd)).Should().Be(MailStart.AlreadySent);
    }

    [Fact]
    public async Task Given_AMailThatWasRefused_When_ItsAcceptanceIsToldAgain_Then_ItStaysNotSent()
    {
        await StartAsync(Now);
        await NoteAsync(MailOutcome.Accepted);
        await NoteAsync(MailOutcome.Refused);

        await NoteAsync(MailOutcome.Accepted);

        (await Log.FindSentAsync(Mail, default)).Should().BeNull();
    }

    private Task<MailStart> StartAsync(Timestamp at) => Log.StartAsync(_work, at, MailComposerWorld.Policy.Lease, default);

    private Task<LoggedMail?> NoteAsync(MailOutcome outcome) => Log.NoteAsync(Mail, outcome, Now, default);
}
