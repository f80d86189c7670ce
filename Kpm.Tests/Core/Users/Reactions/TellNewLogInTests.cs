using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Core.Users.Reactions;
using Kpm.Core.Users.Session;
using Kpm.Core.Users.User;
using Kpm.Tests.Fakes;
using Kpm.Tests.Functions.Adapters.Cosmos;

namespace Kpm.Tests.Core.Users.Reactions;

/// <summary>Which log-ins a user hears of.</summary>
public sealed class TellNewLogInTests
{
    private const string Firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    private static readonly Timestamp Now = SampleStates.Now;
    private readonly InMemoryUsers _users = new();
    private readonly InMemorySessions _sessions = new();
    private readonly FakeWorkQueue<SendEmail> _emails = new();
    private int _count;

    [Fact]
    public async Task Given_ADeviceThatWasNotSeenBefore_When_ItLogsIn_Then_OneMailTellsOfItHoweverOftenTheMessageComes()
    {
        await LogInAsync(Firefox);
        _emails.Sent.Clear();
        var session = await LogInAsync("okhttp/4.9");
        await TellAsync(session);
        _emails.Sent.Select(sent => sent.Work).Distinct().Should().ContainSingle().Which.Should().Be(SendEmail.ToUser(MailKind.NewLogIn, SampleStates.Anna, "e2") with { Session = session });
    }

    [Theory]
    [InlineData(Firefox)]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:141.2) Gecko/20100101 Firefox/141.2")]
    public async Task Given_ADeviceThatWasSeen_When_ItLogsInAgain_Then_NobodyIsTold(string device)
    {
        var former = await LogInAsync(Firefox);
        _emails.Sent.Clear();
        (await _sessions.FindAsync(SampleStates.Anna, former, default))!.Revoke(Now);
        await LogInAsync(device);
        _emails.Sent.Should().BeEmpty("whoever logs out knows their device");
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(30, 1)]
    public async Task Given_NoOtherSession_When_SomebodyLogsIn_Then_ItIsNewsUnlessTheAccountIsNew(int days, int mails)
    {
        await _users.AddAsync(UserAccount.Load(SampleStates.Anna, SampleStates.Account with { CreatedTs = Now + TimeSpan.FromDays(-days) }, 0), default);
        await LogInAsync(Firefox);
        _emails.Sent.Should().HaveCount(mails);
    }

    [Fact]
    public async Task Given_ASessionThatIsGone_When_TheMessageComes_Then_NobodyIsTold()
    {
        await TellAsync(new SessionId(Guid.Empty));
        _emails.Sent.Should().BeEmpty();
    }

    private async Task<SessionId> LogInAsync(string? device)
    {
        var id = new SessionId(new Guid(++_count, 5, 0, new byte[8]));
        await _sessions.AddAsync(LoginSession.Start(id, new NewSession(SampleStates.Anna, 0, null, device, ["user"], "hash"), Now + TimeSpan.FromSeconds(_count)), default);
        await TellAsync(id);
        return id;
    }

    private Task TellAsync(SessionId session) =>
        new TellNewLogIn(_users, _sessions, _emails).HandleAsync(new SessionStarted(session, SampleStates.Anna) { EventId = $"e{_count}" }, default);
}
