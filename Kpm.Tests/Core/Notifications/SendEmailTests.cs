using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Tests.Fakes;
using Kpm.Tests.Functions.Adapters.Cosmos;

namespace Kpm.Tests.Core.Notifications;

/// <summary>One mail is sent once, unless a crash leaves open whether it was; and never to nobody knows whom.</summary>
public sealed class SendEmailTests
{
    private readonly MailComposerWorld _world = new();
    private readonly InMemoryUsers _users = new();
    private readonly InMemoryMailLog _log = new();
    private readonly FakeClock _clock = new(MailComposerWorld.Now);
    private readonly RecordingSender _sender = new();
    private readonly CountedCap _cap = new();
    private readonly SendEmail _mail = MailComposerWorld.Work(MailKind.KeepAccepted);

    public SendEmailTests()
    {
        _users.Put(MailComposerWorld.Anna);
        _users.Put(MailComposerWorld.Ben);
    }

    private SendEmailHandler Handler => new(_users, _log, _cap, _world.Composer(), _sender, MailComposerWorld.Policy, _clock);

    [Fact]
    public async Task Given_AMail_When_TheMessageComesTwice_Then_ItIsSentOnce()
    {
        await SendAsync();
        await SendAsync();

        _sender.Sent.Should().Equal(_mail.MailId);
    }

    [Fact]
    public async Task Given_ACrashWhileSending_When_TheMessageComesAgain_Then_ItWaitsForTheLeaseAndIsSentWithTheSameId()
    {
        _sender.Failure = new TimeoutException("the worker died");
        await Sending().Should().ThrowAsync<TimeoutException>();

        (await Sending().Should().ThrowAsync<TransientFailureException>()).Which.RetryAfter.Should().Be(MailComposerWorld.Policy.Lease);

        _clock.Now += MailComposerWorld.Policy.Lease;
        _sender.Failure = null;
        await SendAsync();
        _sender.Sent.Should().Equal(_mail.MailId);
    }

    [Fact]
    public async Task Given_ACrashAfterTheServiceTookIt_When_TheWebhookTellsSo_Then_ItIsNotSentAgain()
    {
        _sender.Failure = new TimeoutException("the worker died");
        await Sending().Should().ThrowAsync<TimeoutException>();

        await new NoteMailOutcomeHandler(_log, _users, _clock).HandleAsync(new NoteMailOutcome(_mail.MailId, MailOutcome.Accepted, _clock.Now), default);
        _clock.Now += MailComposerWorld.Policy.Lease;
        _sender.Failure = null;
        await SendAsync();

        _sender.Sent.Should().BeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Given_AServiceThatRefuses_When_TriedLater_Then_ItIsSentWithoutWaitingForALease(bool isTransient)
    {
        _sender.Failure = isTransient ? new TransientFailureException("sendgrid_503") : new PermanentFailureException("sendgrid_400");
        await Sending().Should().ThrowAsync<Exception>();

        _sender.Failure = null;
        await SendAsync();

        _sender.Sent.Should().Equal(_mail.MailId);
    }

    [Fact]
    public async Task Given_ADayOnWhichNoneIsLeft_When_Sent_Then_ItIsAFailureAndWhoResubmitsItSendsIt()
    {
        _cap.Left = 0;

        (await Sending().Should().ThrowAsync<PermanentFailureException>()).Which.Code.Should().Be("mail_cap_reached");
        _sender.Sent.Should().BeEmpty();

        await SendAsync();
        _sender.Sent.Should().Equal(_mail.MailId);
    }

    [Fact]
    public async Task Given_AMailThatIsTriedOften_When_CountedForTheDay_Then_ItCountsOnce()
    {
        _cap.Left = 1;
        _sender.Failure = new TransientFailureException("sendgrid_503");
        for (var i = 0; i < 5; i++) await Sending().Should().ThrowAsync<TransientFailureException>();
        _sender.Failure = null;

        await SendAsync();

        _sender.Sent.Should().HaveCount(1);
    }

    [Fact]
    public async Task Given_AReceiverWhoDoesNotExist_When_Sent_Then_ItIsAFailure()
    {
        var mail = SendEmail.ToUser(MailKind.AccountReady, SampleStates.User(99), "cause");

        (await Handler.Invoking(handler => handler.HandleAsync(mail, default)).Should().ThrowAsync<PermanentFailureException>()).Which.Code.Should().Be("mail_user_unknown");
    }

    private Task SendAsync() => Handler.HandleAsync(_mail, default);

    private Func<Task> Sending() => SendAsync;

    private sealed class RecordingSender : IMailSender
    {
        public List<string> Sent { get; } = [];

        public Exception? Failure { get; set; }

        public Task SendAsync(RenderedMail mail, CancellationToken cancellationToken)
        {
            if (Failure is not null) throw Failure;
            Sent.Add(mail.MailId);
            return Task.CompletedTask;
        }
    }

    private sealed class CountedCap : IMailCap
    {
        public int Left { get; set; } = 10;

        public Task<bool> TryTakeAsync(SendEmail mail, Timestamp at, CancellationToken cancellationToken) => Task.FromResult(Left-- > 0);
    }
}
