using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Core.Users.User;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Core.Notifications;

/// <summary>What the mail service tells of mails, and what that says of whom they went to.</summary>
public sealed class NoteMailOutcomeTests
{
    private static readonly Timestamp Now = new(1_800_000_000_000);
    private static readonly UserId Anna = new(new Guid(1, 0, 0, new byte[8]));
    private readonly InMemoryUsers _users = new();
    private readonly InMemoryMailLog _log = new();
    private readonly FakeClock _clock = new(Now);
    private int _mails;

    public NoteMailOutcomeTests() => _users.Put(UserAccount.Register(
        Anna,
        new Registration(Username.FromStored("anna"), EmailAddress.FromStored("anna@example.com"), "Anna", "hash", new ReferralCode("aB2cD"), null, IsFirst: true),
        Now));

    [Fact]
    public async Task Given_AMailThatComesBack_When_Noted_Then_ItsReceiverIsUnreachableOnce()
    {
        var mail = await SendAsync(MailKind.LegacyClaimable);

        await NoteAsync(mail, MailOutcome.Bounced);
        await NoteAsync(mail, MailOutcome.Bounced);

        var anna = await AnnaAsync();
        anna.IsUnreachable.Should().BeTrue();
        anna.Version.Should().Be(2, "the second time changes nothing");
    }

    [Fact]
    public async Task Given_AnUnreachableReceiver_When_ALaterMailArrives_Then_TheyAreReachable()
    {
        await NoteAsync(await SendAsync(MailKind.LegacyClaimable), MailOutcome.Bounced);
        var later = await SendAsync(MailKind.LegacyDelivered);

        await NoteAsync(later, MailOutcome.Delivered);

        (await AnnaAsync()).IsUnreachable.Should().BeFalse();
    }

    [Fact]
    public async Task Given_News_When_OlderNewsComesLate_Then_TheLaterMailCounts()
    {
        var (first, second, third) = (await SendAsync(MailKind.LegacyClaimable), await SendAsync(MailKind.LegacyClaimable), await SendAsync(MailKind.LegacyClaimable));

        await NoteAsync(second, MailOutcome.Bounced);
        await NoteAsync(first, MailOutcome.Delivered);
        (await AnnaAsync()).IsUnreachable.Should().BeTrue("the mail after it came back");

        await NoteAsync(third, MailOutcome.Delivered);
        await NoteAsync(second, MailOutcome.Bounced);
        (await AnnaAsync()).IsUnreachable.Should().BeFalse("the mail after it arrived");
    }

    [Fact]
    public async Task Given_AMailToAnAddressBeforeTheLastChange_When_ItComesBack_Then_TheNewAddressIsNotBlamed()
    {
        var mail = await SendAsync(MailKind.LegacyClaimable);
        var anna = await AnnaAsync();
        anna.RequestEmailChange(EmailAddress.FromStored("new@example.com"), new SessionId(Guid.NewGuid()), _clock.Now);
        anna.ConfirmEmailChange(_clock.Now, _clock.Now);
        await _users.SaveAsync(anna, default);

        await NoteAsync(mail, MailOutcome.Bounced);

        (await AnnaAsync()).IsUnreachable.Should().BeFalse();
    }

    [Fact]
    public async Task Given_AnUnreachableReceiver_When_TheirAddressChanges_Then_TheyAreReachable()
    {
        await NoteAsync(await SendAsync(MailKind.LegacyClaimable), MailOutcome.Bounced);
        var anna = await AnnaAsync();
        anna.RequestEmailChange(EmailAddress.FromStored("new@example.com"), new SessionId(Guid.NewGuid()), _clock.Now);

        anna.ConfirmEmailChange(_clock.Now, _clock.Now);

        anna.IsUnreachable.Should().BeFalse();
    }

    [Theory]
    [InlineData(MailKind.EmailChange)]
    [InlineData(MailKind.EmailChanged)]
    public async Task Given_AMailToAnAddressThatIsNotTheAccounts_When_ItComesBack_Then_TheAccountIsNotBlamed(MailKind kind)
    {
        await NoteAsync(await SendAsync(kind), MailOutcome.Bounced);

        (await AnnaAsync()).IsUnreachable.Should().BeFalse();
    }

    [Theory]
    [InlineData(MailOutcome.Refused, "mail_refused")]
    [InlineData(MailOutcome.Bounced, "mail_bounced")]
    public async Task Given_AMailToTheBoard_When_ItDoesNotArrive_Then_ItIsAFailure(MailOutcome outcome, string code)
    {
        var mail = await StartAsync(SendEmail.ToBoard(MailKind.NewUserInternal, Anna, "cause"));

        (await Noting(mail, outcome).Should().ThrowAsync<PermanentFailureException>()).Which.Code.Should().Be(code);
    }

    [Fact]
    public async Task Given_AMailThatIsRefused_When_Noted_Then_ItIsAFailureAndItsReceiverIsNotBlamed()
    {
        var mail = await SendAsync(MailKind.LegacyClaimable);

        (await Noting(mail, MailOutcome.Refused).Should().ThrowAsync<PermanentFailureException>()).Which.Code.Should().Be("mail_refused");

        (await AnnaAsync()).IsUnreachable.Should().BeFalse();
    }

    [Fact]
    public async Task Given_AMailOfSomebodyElse_When_Told_Then_NothingHappens() => await NoteAsync("theirs", MailOutcome.Bounced);

    private Task<string> SendAsync(MailKind kind) => StartAsync(SendEmail.ToUser(kind, Anna, $"cause{++_mails}"));

    private async Task<string> StartAsync(SendEmail mail)
    {
        _clock.Now += TimeSpan.FromMinutes(1);
        await _log.StartAsync(mail, _clock.Now, MailComposerWorld.Policy.Lease, default);
        await _log.MarkSentAsync(mail.MailId, _clock.Now, default);
        return mail.MailId;
    }

    private Task NoteAsync(string mail, MailOutcome outcome) => Noting(mail, outcome)();

    private Func<Task> Noting(string mail, MailOutcome outcome)
    {
        _clock.Now += TimeSpan.FromMinutes(1);
        return () => new NoteMailOutcomeHandler(_log, _users, _clock).HandleAsync(new NoteMailOutcome(mail, outcome, _clock.Now), default);
    }

    private async Task<UserAccount> AnnaAsync() => (await _users.FindAsync(Anna, default))!;
}
