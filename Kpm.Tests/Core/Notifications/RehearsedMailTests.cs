using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Tests.Functions.Adapters.Cosmos;
using static Kpm.Tests.Core.Notifications.MailComposerWorld;

namespace Kpm.Tests.Core.Notifications;

/// <summary>A mail that is rehearsed is the one that is meant, but for its mark and its links, and goes to the owner of the plan alone.</summary>
public sealed class RehearsedMailTests
{
    private static readonly RehearsalId Id = new(new Guid(1, 17, 0, new byte[8]));
    private readonly MailComposerWorld _world = new();

    [Theory]
    [InlineData(MailKind.LegacyClaimable, Language.Ca, "[Assaig] ", "Això és un assaig")]
    [InlineData(MailKind.LegacyDelivered, Language.Es, "[Ensayo] ", "Esto es un ensayo")]
    [InlineData(MailKind.LegacyWithdrawn, Language.En, "[Rehearsal] ", "This is a rehearsal")]
    public async Task Given_AMailToAReceiver_When_ItIsRehearsed_Then_TheOwnerGetsItInTheReceiversLanguageWithAMark(MailKind kind, Language language, string mark, string notice)
    {
        var (owner, receiver) = (Ben, With(Anna, state => state with { Language = language }));
        var work = SendEmail.ToUserAbout(owner.Id, kind, receiver.Id, "cause");
        var meant = (await _world.Composer().ComposeAsync(work, owner, receiver, default))!;

        var rehearsed = (await _world.Composer().ComposeAsync(work.Rehearsed(Id), owner, receiver, default))!;

        rehearsed.To.Should().Be(owner.State.Email);
        rehearsed.Subject.Should().Be(mark + meant.Subject);
        rehearsed.Text.Should().StartWith(notice).And.NotContain("kpm.example/claim");
        var text = rehearsed.Text[(rehearsed.Text.IndexOf("\n\n", StringComparison.Ordinal) + 2)..];
        text.Replace("https://kpm.example/dead", "https://kpm.example/claim", StringComparison.Ordinal).Should().Be(meant.Text);
        rehearsed.Html.Should().Contain(notice).And.NotContain("kpm.example/claim");
    }

    [Fact]
    public async Task Given_AnInvitation_When_ItIsRehearsed_Then_NoTokenIsMinted()
    {
        _world.Letters.IsOpen = false;
        var rehearsed = (await _world.Composer().ComposeAsync(SendEmail.ToInvited(Invitation, Ben.Id, "cause").Rehearsed(Id), Ben, null, default))!;
        rehearsed.To.Should().Be(Ben.State.Email);
        rehearsed.Text.Should().Contain($"https://kpm.example/invitation/{IMailLinks.DeadToken}");
    }

    [Fact]
    public async Task Given_AReceiverWhoIsNotActive_When_TheirMailIsRehearsed_Then_ThereIsNone()
    {
        var work = SendEmail.ToUserAbout(Ben.Id, MailKind.LegacyClaimable, Anna.Id, "cause").Rehearsed(Id);
        (await _world.Composer().ComposeAsync(work, Ben, With(Anna, state => state with { Lifecycle = Lifecycle.Inactive }), default)).Should().BeNull();
    }

    [Fact]
    public void Given_AMail_When_ItIsRehearsed_Then_TheOwnerIsItsReceiverForTheLogAndItIsAnotherMail()
    {
        var meant = SendEmail.ToUserAbout(SampleStates.Ben, MailKind.LegacyClaimable, SampleStates.Anna, "cause");
        var rehearsed = meant.Rehearsed(Id);
        (rehearsed.Receiver, rehearsed.InPlaceOf, rehearsed.Rehearsal).Should().Be((SampleStates.Ben, SampleStates.Anna, Id));
        rehearsed.MailId.Should().Be($"{Id}:LegacyClaimable:{SampleStates.Anna}");
    }
}
