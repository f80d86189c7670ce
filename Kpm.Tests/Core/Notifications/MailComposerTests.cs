using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Core.Users.Feedback;
using Kpm.Core.Users.User;
using Kpm.Tests.Functions.Adapters.Cosmos;
using static Kpm.Tests.Core.Notifications.MailComposerWorld;

namespace Kpm.Tests.Core.Notifications;

/// <summary>To whom a mail goes, in which language, when it is not sent at all, and what it never tells.</summary>
public sealed class MailComposerTests
{
    private readonly MailComposerWorld _world = new();

    /// <summary>Every kind that is composed of accounts.</summary>
    public static TheoryData<MailKind> Kinds => [.. Enum.GetValues<MailKind>().Where(kind => kind != MailKind.FeedbackDigest)];

    public static TheoryData<MailKind> ToPeople => [.. Kinds.Select(row => row.Data).Where(kind => Work(kind).Receiver is not null && kind is not (MailKind.EmailChange or MailKind.EmailChanged))];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Given_AKind_When_Composed_Then_ItGoesToWhomTheCatalogueSays(MailKind kind)
    {
        var mail = (await _world.ComposeAsync(kind))!;

        mail.MailId.Should().Be(Work(kind).MailId);
        mail.To.Should().Be(Catalogue.Of(kind).Receiver switch
        {
            NotificationReceiver.Board => "board@example.com",
            NotificationReceiver.Invited => "iaia@example.com",
            NotificationReceiver.WantedAddress => "canary-address-wanted@anna.example.com",
            NotificationReceiver.FormerAddress => "canary-address-former@anna.example.com",
            _ => "canary-address@anna.example.com",
        });
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Given_AccountsFullOfSecrets_When_Composed_Then_TheMailTellsNothingThatItsRowForbids(MailKind kind)
    {
        var mail = (await _world.ComposeAsync(kind))!;

        var told = mail.Subject + mail.Html + mail.Text;
        foreach (var untold in Catalogue.Of(kind).Never)
        {
            told.Should().NotContainAny(untold switch
            {
                Untold.Content or Untold.Plan => ["For later", "Our summer"],
                Untold.Address => [$"{Secret}-address", "example.com"],
                Untold.Credential => [$"{Secret}-hash", $"{Secret}-referral"],
                Untold.Link => ["http:", "https:", "href"],
                _ => throw new ArgumentOutOfRangeException(nameof(kind)),
            });
        }

        told.Should().NotContainAny($"{Secret}-reason", $"{Secret}-agent");
        if (kind != MailKind.LegacyWaits) told.Should().NotContain($"{Secret}-public");
    }

    [Theory]
    [InlineData(Language.Ca, "ca")]
    [InlineData(Language.Es, "es")]
    [InlineData(Language.En, "en")]
    [InlineData(null, "ca,es,en")]
    public async Task Given_ALanguage_When_AMailIsComposed_Then_ItIsInThatLanguageOrElseInAll(Language? language, string codes)
    {
        foreach (var kind in ToPeople.Select(row => row.Data))
        {
            var mail = (await _world.ComposeAsync(kind, OfLanguage(language), OfLanguage(language)))!;
            foreach (var code in new[] { "ca", "es", "en" })
                mail.Html.Contains($"<section lang=\"{code}\">", StringComparison.Ordinal).Should().Be(codes.Contains(code, StringComparison.Ordinal), "{0} in {1}", kind, code);
        }
    }

    [Fact]
    public async Task Given_TwoLanguages_When_AMailIsAboutSomebodyElse_Then_ItIsInTheReceivers()
    {
        var mail = (await _world.ComposeAsync(MailKind.KeepRequested, OfLanguage(Language.Es), OfLanguage(Language.En)))!;
        mail.Subject.Should().Be("Somebody asks to be your keep");
    }

    [Fact]
    public async Task Given_AnInvitation_When_Composed_Then_ItIsInTheLanguageOfTheInviter() =>
        (await _world.ComposeAsync(MailKind.LegacyWaits, OfLanguage(Language.Es)))!.Subject.Should().Be("Alguien te ha dejado un recuerdo");

    [Theory]
    [MemberData(nameof(ToPeople))]
    public async Task Given_AReceiverWhoWasRemoved_When_Composed_Then_ThereIsNoMailButTheLast(MailKind kind)
    {
        var mail = await _world.ComposeAsync(kind, Removed, Removed);
        (mail is not null).Should().Be(kind == MailKind.AccountRemoved);
    }

    [Fact]
    public async Task Given_AnAccountThatWasErased_When_TheLastMailIsDue_Then_ThereIsNone()
    {
        var erased = Anna;
        erased = With(Removed(erased), state => state with { Email = "", Username = "" });
        var mail = await _world.Composer().ComposeAsync(Work(MailKind.AccountRemoved), erased, erased, default);
        (mail is null).Should().Be(erased.IsErased);
    }

    [Theory]
    [InlineData(MailKind.KeepRequested)]
    [InlineData(MailKind.KeepAccepted)]
    [InlineData(MailKind.LegacyScheduled)]
    [InlineData(MailKind.KeepUnreachable)]
    public async Task Given_SomebodyWhoIsGone_When_AMailNamesThem_Then_ThereIsNone(MailKind kind) =>
        (await _world.ComposeAsync(kind, about: Removed)).Should().BeNull();

    [Fact]
    public async Task Given_AnAddressThatIsNotWantedAnyMore_When_Composed_Then_ThereIsNoMail() =>
        (await _world.ComposeAsync(MailKind.EmailChange, account => With(account, state => state with { PendingEmail = null }))).Should().BeNull();

    [Fact]
    public async Task Given_NoFormerAddress_When_Composed_Then_ThereIsNoMail() =>
        (await _world.ComposeAsync(MailKind.EmailChanged, account => With(account, state => state with { FormerEmails = [] }))).Should().BeNull();

    [Fact]
    public async Task Given_AUserWhoStays_When_TheEndWouldBeTold_Then_ThereIsNoMail() =>
        (await _world.ComposeAsync(MailKind.AccountClosing, account => With(account, state => state with { ClosingTs = null }))).Should().BeNull();

    [Fact]
    public async Task Given_AnInvitationThatIsNotOpen_When_Composed_Then_ThereIsNoMail()
    {
        _world.Letters.IsOpen = false;
        (await _world.ComposeAsync(MailKind.LegacyWaits)).Should().BeNull();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Given_AnInviterWhoIsGone_When_Composed_Then_ThereIsNoMail(bool isForASilence)
    {
        _world.Letters.IsForASilence = isForASilence;
        (await _world.ComposeAsync(MailKind.LegacyWaits, about: Removed)).Should().BeNull();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Given_AnInviterWhoseAccountIsShut_When_Composed_Then_ThereIsAMailIfItIsForTheirSilence(bool isForASilence)
    {
        _world.Letters.IsForASilence = isForASilence;
        var mail = await _world.ComposeAsync(MailKind.LegacyWaits, about: account => With(account, Shut));
        (mail is not null).Should().Be(isForASilence);
    }

    [Theory]
    [InlineData(MailKind.CheckIn)]
    [InlineData(MailKind.ReleaseImminent)]
    [InlineData(MailKind.KeeperAsked)]
    [InlineData(MailKind.KeeperWarned)]
    public async Task Given_AnAttemptThatHasEnded_When_AMailOfItComesLate_Then_ThereIsNone(MailKind kind)
    {
        var work = SendEmail.ToUserAbout(Ben.Id, kind, Anna.Id, "cause") with { Legacy = SampleStates.Release(1), Attempt = SampleStates.Attempted(1) };
        (await _world.Composer().ComposeAsync(work, Ben, Anna, default)).Should().NotBeNull();
        _world.Attempts.AreOpen = false;
        (await _world.Composer().ComposeAsync(work, Ben, Anna, default)).Should().BeNull("nobody is alarmed after the owner has answered");
    }

    /// <summary>Whoever cannot log in must not be taken for dead without a word.</summary>
    [Theory]
    [InlineData(MailKind.CheckIn, true, true)]
    [InlineData(MailKind.ReleaseImminent, true, true)]
    [InlineData(MailKind.KeeperAsked, true, false)]
    [InlineData(MailKind.KeeperWarned, true, false)]
    [InlineData(MailKind.KeeperAttested, true, false)]
    [InlineData(MailKind.KeeperSpoke, true, false)]
    [InlineData(MailKind.AttemptPaused, true, true)]
    [InlineData(MailKind.OwnerAttested, true, true)]
    [InlineData(MailKind.OwnerAttestationWithdrawn, true, true)]
    public async Task Given_AnAccountThatIsShut_When_TheSilenceOfItsUserIsTold_Then_OnlyAKeeperWhoIsShutOutIsNotTold(MailKind kind, bool isToldOfIt, bool isToldToIt)
    {
        var (ben, anna) = (With(Ben, Shut), With(Anna, Shut));
        var work = SendEmail.ToUserAbout(ben.Id, kind, anna.Id, "cause") with { Legacy = SampleStates.Release(1), Attempt = SampleStates.Attempted(1) };

        ((await _world.Composer().ComposeAsync(work, ben, Anna, default)) is not null).Should().Be(isToldOfIt);
        ((await _world.Composer().ComposeAsync(work, Ben, anna, default)) is not null).Should().Be(isToldToIt);
        if (kind is MailKind.CheckIn or MailKind.ReleaseImminent) return;
        (await _world.Composer().ComposeAsync(work, Removed(Ben), Anna, default)).Should().BeNull("what is erased has no name");
    }

    private static UserState Shut(UserState state) => state with { Lifecycle = Lifecycle.Inactive };

    [Fact]
    public async Task Given_ALogIn_When_Composed_Then_ItTellsDeviceAndTime()
    {
        (await _world.ComposeAsync(MailKind.NewLogIn))!.Text.Should().Contain("Device: Firefox (Linux)").And.Contain("When: 2027-01-15 08:00 UTC");
        _world.LogIns.Known = new LogInFacts(null, Now);
        (await _world.ComposeAsync(MailKind.NewLogIn))!.Text.Should().Contain("Device: unknown").And.Contain("Dispositiu: desconegut").And.Contain("Dispositivo: desconocido");
        _world.LogIns.Known = null;
        (await _world.ComposeAsync(MailKind.NewLogIn)).Should().BeNull();
    }

    [Fact]
    public async Task Given_ALegacyToOneself_When_Composed_Then_NobodyIsNamed()
    {
        var anna = Anna;
        var mail = (await _world.Composer().ComposeAsync(SendEmail.ToUser(MailKind.LegacyClaimable, anna.Id, "cause"), anna, anna, default))!;
        mail.Text.Should().Contain("A legacy that you left to yourself waits for you now.");
    }

    [Fact]
    public async Task Given_WhatPeopleAnswered_When_Composed_Then_TheBoardReadsItInEnglish()
    {
        await _world.AnswerAsync(Now, new FeedbackValue.Text("before"));
        await _world.AnswerAsync(Now + TimeSpan.FromMinutes(1), new FeedbackValue.Text("<b>More</b>"));
        await _world.AnswerAsync(Now + TimeSpan.FromMinutes(2), new FeedbackValue.Truth(true), new FeedbackValue.Number(4));
        await _world.AnswerAsync(Now + TimeSpan.FromMinutes(3), new FeedbackValue.Text("after"));

        var mail = (await _world.Composer().ComposeAsync(SendEmail.OfFeedback(Now, Now + TimeSpan.FromMinutes(2)), about: null, receiver: null, default))!;

        (mail.To, mail.Subject).Should().Be(("board@example.com", "New feedback"));
        const string Asked = "General feedback · What do you like, and what would you change?";
        mail.Text.Should().Contain($"{Asked}\n\n<b>More</b>\n\n{Asked}\n\nyes\n\n{Asked}\n\n4\n\n").And.NotContain("before").And.NotContain("after");
        mail.Html.Should().Contain("<p>&lt;b&gt;More&lt;/b&gt;</p>");
    }

    private static Func<UserAccount, UserAccount> OfLanguage(Language? language) => account => With(account, state => state with { Language = language });

    private static UserAccount Removed(UserAccount account) => With(account, state => state with { Lifecycle = Lifecycle.Removed });
}
