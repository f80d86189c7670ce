using System.Reflection;
using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Core.Users.Reactions;
using Kpm.Functions.Queues;
using Kpm.Tests.Docs;
using Kpm.Tests.Functions.Adapters.Mail;

namespace Kpm.Tests.Core.Notifications;

/// <summary>The catalogue says what is: every mail, what causes it, and nothing else.</summary>
public sealed class CatalogueTests
{
    private static readonly IReadOnlyDictionary<string, Type> Events = typeof(DomainEvent).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(DomainEvent)))
        .ToDictionary(type => type.GetCustomAttribute<EventNameAttribute>()!.Name);

    [Fact]
    public void Given_TheKindsOfMail_When_LookedUp_Then_EachHasOneRowAndItsOwnWords()
    {
        var mails = Catalogue.All.Where(row => row.Channel == NotificationChannel.Mail).ToList();
        mails.Select(row => row.Name).Should().BeEquivalentTo(Enum.GetNames<MailKind>());
        mails.Select(row => row.Words).Should().OnlyHaveUniqueItems().And.BeEquivalentTo(SampleMails.Types);
        mails.Should().OnlyContain(row => row.Words!.Name == $"{row.Name}Mail");
    }

    [Fact]
    public void Given_TheCausesOfARow_When_TheyAreEvents_Then_ThereAreSuchEvents() =>
        Catalogue.All.SelectMany(row => row.Causes).Where(IsEvent).Should().BeSubsetOf(Events.Keys);

    [Fact]
    public void Given_WhatUsersAreToldOf_When_LookedUp_Then_TheCatalogueSaysTheSame()
    {
        foreach (var (happened, kind) in TellUser.Mails)
            Catalogue.Of(kind).Causes.Should().Equal(Events.Single(known => known.Value == happened).Key);
    }

    [Theory]
    [InlineData(QueueNames.UsersWelcome, new[] { MailKind.Welcome, MailKind.NewUserInternal })]
    [InlineData(QueueNames.UsersAccountReady, new[] { MailKind.AccountReady })]
    [InlineData(QueueNames.UsersTellLogIn, new[] { MailKind.NewLogIn })]
    [InlineData(QueueNames.ExportsTell, new[] { MailKind.ExportReady })]
    [InlineData(QueueNames.KeepsTell, new[] { MailKind.KeepRequested, MailKind.KeepAccepted })]
    [InlineData(QueueNames.AttemptsTell, new[]
    {
        MailKind.CheckIn, MailKind.ReleaseImminent, MailKind.AttemptPaused, MailKind.AttemptStopped, MailKind.KeeperAsked, MailKind.KeeperWarned, MailKind.KeeperSpoke, MailKind.KeeperReassured,
        MailKind.KeeperChosen, MailKind.OwnerAttested, MailKind.OwnerAttestationWithdrawn, MailKind.KeeperAttested, MailKind.KeeperAttestationWithdrawn,
    })]
    [InlineData(QueueNames.ReleasesTellOwners, new[] { MailKind.KeepUnreachable, MailKind.KeeperMissing })]
    [InlineData(QueueNames.ReleasesTell, new[]
    {
        MailKind.LegacyScheduled, MailKind.LegacyClaimable, MailKind.LegacyDelivered, MailKind.LegacyNotDelivered, MailKind.LegacyWithdrawn,
        MailKind.LegacyCanceled, MailKind.LegacyReceiverMissing, MailKind.LegacyRevoked, MailKind.LegacyTakenBack, MailKind.LegacyStranded,
        MailKind.LegacyPassedOver, MailKind.LegacyUnclaimed,
    })]
    public void Given_AQueueOfWhichMailsCome_When_EventsAreRouted_Then_ItGetsThoseThatTheCatalogueNames(string queue, MailKind[] kinds)
    {
        var routed = Events.Keys.Where(name => EventRouting.QueuesFor($"app.keepem.{name}").Contains(queue));

        kinds.SelectMany(kind => Catalogue.Of(kind).Causes).Where(IsEvent).Distinct().Should().BeEquivalentTo(routed);
    }

    [Fact]
    public void Given_TheKindsOfPush_When_LookedUp_Then_EachHasOneRowWhoseCauseIsRoutedToPushes()
    {
        string[] queues = [QueueNames.KeepsPush, QueueNames.ReleasesPush, QueueNames.UsersPushReminder];
        var pushes = Catalogue.All.Where(row => row.Channel == NotificationChannel.Push).ToList();
        pushes.Select(row => row.Name).Should().BeEquivalentTo(Enum.GetNames<PushKind>());

        pushes.SelectMany(row => row.Causes).Should().BeEquivalentTo(Events.Keys.Where(name => EventRouting.QueuesFor($"app.keepem.{name}").Intersect(queues).Any()));
    }

    [Fact]
    public void Given_WhatIsAboutSecurityOrTheAccount_When_LookedUp_Then_ItCannotBeRefused() =>
        Catalogue.All.Where(row => row.CanBeRefused && row.Channel == NotificationChannel.Mail).Select(row => row.Name)
            .Should().BeEquivalentTo("KeepRequested", "KeepAccepted", "LegacyScheduled", "LegacyWaits");

    [Fact]
    public async Task Given_TheCatalogue_When_Printed_Then_ThePageInDocsIsTheSame() =>
        (await File.ReadAllTextAsync(NotificationsPage.Path)).Should().Be(await NotificationsPage.TextAsync(), "make docs writes it");

    private static bool IsEvent(string cause) => !cause.StartsWith('(');
}
