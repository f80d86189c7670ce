using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Core.Users.Reminders;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Core.Notifications;

/// <summary>One push message on its way to one device (spec §12).</summary>
public sealed class SendPushTests
{
    private readonly PushWorld _world = new();
    private readonly UserId _user;
    private readonly SessionId _session;

    public SendPushTests()
    {
        _user = _world.Join();
        _session = _world.LogIn(_user, "phone");
    }

    [Theory]
    [InlineData(null, "A legacy waits for you")]
    [InlineData(Language.En, "A legacy waits for you")]
    [InlineData(Language.Es, "Un legado te espera")]
    [InlineData(Language.Ca, "Un llegat t’espera")]
    public async Task Given_ALanguage_When_Sent_Then_TheTitleIsInItAndElseInEnglish(Language? language, string title)
    {
        var user = _world.Join(language);

        await _world.Handler.HandleAsync(Work(user: user, session: _world.LogIn(user, "tablet")), default);

        _world.Sender.Sent.Should().Equal(new DevicePush("tablet", title));
    }

    [Fact]
    public async Task Given_EveryKind_When_Sent_Then_NoTitleNamesAnybody()
    {
        foreach (var kind in Enum.GetValues<PushKind>().Where(kind => kind != PushKind.Reminder)) await _world.Handler.HandleAsync(Work(kind), default);

        _world.Sender.Sent.Select(push => push.Title).Should().OnlyHaveUniqueItems().And.HaveCount(5).And.NotContain(title => title.Contains("anna"));
    }

    [Fact]
    public async Task Given_APushThatWasSent_When_ItComesAgain_Then_NothingIsSent()
    {
        await _world.Handler.HandleAsync(Work(), default);
        await _world.Handler.HandleAsync(Work(), default);

        _world.Sender.Sent.Should().ContainSingle();
    }

    /// <summary>The service cannot be asked whether it took the message: it is sent again, and a person may see it twice.</summary>
    [Fact]
    public async Task Given_ACrashBetweenSendingAndItsMark_When_TheLeaseIsOver_Then_ItIsSentAgain()
    {
        await _world.Handler.HandleAsync(Work(), default);
        var log = new InMemoryPushLog();
        await log.StartAsync(Work().PushId, PushKind.LegacyClaimable, PushWorld.Now, SendPushHandler.Lease, default);
        var handler = _world.HandlerWith(log);

        (await FluentActions.Awaiting(() => handler.HandleAsync(Work(), default)).Should().ThrowAsync<TransientFailureException>()).Which.RetryAfter.Should().Be(SendPushHandler.Lease);
        _world.Clock.Now += SendPushHandler.Lease;
        await handler.HandleAsync(Work(), default);

        _world.Sender.Sent.Should().HaveCount(2);
    }

    [Fact]
    public async Task Given_AServiceThatIsDownOrRefuses_When_Sent_Then_TheFailureIsPassedOnAndANewAttemptStartsAtOnce()
    {
        _world.Sender.FailNext(new TransientFailureException("fcm_503"), new PermanentFailureException("fcm_403"));
        await FluentActions.Awaiting(() => _world.Handler.HandleAsync(Work(), default)).Should().ThrowAsync<TransientFailureException>();
        await FluentActions.Awaiting(() => _world.Handler.HandleAsync(Work(), default)).Should().ThrowAsync<PermanentFailureException>();

        await _world.Handler.HandleAsync(Work(), default);

        _world.Sender.Sent.Should().ContainSingle();
    }

    [Fact]
    public async Task Given_ADeviceThatIsGone_When_Sent_Then_TheSessionForgetsItAndGoesOn()
    {
        _world.Sender.Gone.Add("phone");

        await _world.Handler.HandleAsync(Work(), default);
        await _world.Handler.HandleAsync(Work(), default);

        var session = _world.Sessions[_session];
        session.State.ClientId.Should().BeNull();
        session.IsActive(PushWorld.Now).Should().BeTrue();
    }

    [Fact]
    public async Task Given_ASessionThatSomebodyElseChanges_When_ItsDeviceIsForgotten_Then_ANewAttemptForgetsIt()
    {
        _world.Sender.Gone.Add("phone");
        _world.Sessions.FailNextSaves(1);
        await FluentActions.Awaiting(() => _world.Handler.HandleAsync(Work(), default)).Should().ThrowAsync<ConcurrencyConflictException>();

        await _world.Handler.HandleAsync(Work(), default);

        _world.Sessions[_session].State.ClientId.Should().BeNull();
    }

    [Fact]
    public async Task Given_SessionsThatAreOver_When_Sent_Then_NothingIsSent()
    {
        var ended = _world.Sessions[_session];
        ended.Revoke(PushWorld.Now);
        _world.Sessions.Put(ended);
        var ofEarlierEpoch = _world.LogIn(_user, "old phone", epoch: -1);

        foreach (var session in new[] { _session, ofEarlierEpoch, SessionId.Of(Guid.NewGuid()) }) await _world.Handler.HandleAsync(Work(session: session), default);

        _world.Sender.Sent.Should().BeEmpty();
    }

    [Theory]
    [InlineData(Lifecycle.Inactive)]
    [InlineData(Lifecycle.Removed)]
    public async Task Given_AnAccountThatEnded_When_Sent_Then_NothingIsSentToItNorOfIt(Lifecycle lifecycle)
    {
        var ended = _world.Join(lifecycle: lifecycle);
        await _world.Handler.HandleAsync(Work(user: ended, session: _world.LogIn(ended, "tablet")), default);
        await _world.Handler.HandleAsync(Work(PushKind.KeepRequested) with { About = ended }, default);

        _world.Sender.Sent.Should().BeEmpty();
    }

    [Fact]
    public async Task Given_NobodyOfThatId_When_Sent_Then_TheFailureIsPermanent() =>
        (await FluentActions.Awaiting(() => _world.Handler.HandleAsync(Work(user: UserId.Of(Guid.NewGuid())), default)).Should().ThrowAsync<PermanentFailureException>()).Which.Code.Should().Be("push_user_unknown");

    [Fact]
    public async Task Given_NoCredentials_When_Sent_Then_NothingHappens()
    {
        _world.Sender.CanSend = false;
        await _world.Handler.HandleAsync(Work(), default);
        await _world.FanOut.SendAsync(new PushNews(PushKind.LegacyClaimable, _user, _user, "e1"), default);

        (_world.Sender.Sent.Count, _world.Pushes.Sent.Count).Should().Be((0, 0));
    }

    /// <summary>At most 500 messages at once (spec §12).</summary>
    [Fact]
    public async Task Given_AThousandSessions_When_FannedOut_Then_EachWithADeviceGetsOneMessageInSlicesOf500()
    {
        var user = _world.Join();
        var devices = Enumerable.Range(0, 1_001).Select(number => _world.LogIn(user, $"device {number}")).ToList();
        _world.LogIn(user, device: null);

        await _world.FanOut.SendAsync(new PushNews(PushKind.LegacyClaimable, _user, user, "e1"), default);

        _world.Pushes.Batches.Should().Equal(500, 500, 1);
        _world.Pushes.Sent.Select(sent => sent.Work.Session).Should().BeEquivalentTo(devices);
        _world.Pushes.Sent.Should().OnlyContain(sent => sent.Id == $"e1:LegacyClaimable:{sent.Work.Session}" && sent.Id.Length < 100);
    }

    [Fact]
    public async Task Given_AReminderThatIsRemovedMeanwhile_When_Sent_Then_NothingIsSent()
    {
        await _world.WantAsync(_user, new Reminder { Title = "Tax", Time = PushWorld.Now + TimeSpan.FromDays(1) });

        await _world.Handler.HandleAsync(Work(PushKind.Reminder) with { Notice = ReminderNoticeId.Of(Guid.NewGuid()) }, default);
        await _world.Handler.HandleAsync(Work(PushKind.Reminder), default);

        _world.Sender.Sent.Should().BeEmpty();
    }

    private SendPush Work(PushKind kind = PushKind.LegacyClaimable, UserId? user = null, SessionId? session = null) =>
        new PushNews(kind, _user, user ?? _user, "e1").To(session ?? _session);
}
