using Kpm.Core.Exports;
using Kpm.Core.Exports.Reactions;
using Kpm.Core.Exports.UseCases;
using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Core.Exports;

public sealed class ExportReactionTests
{
    [Fact]
    public async Task Given_ARequest_When_Made_Then_OneArchiveIsThere()
    {
        var world = await ExportWorld.WithRequestAsync();

        (await world.MakeAsync()).Should().BeNull();

        world.Blobs.Should().Equal(world.Export.State.File!.Location);
        (await world.ReadAsync()).Paths.Should().Equal("account.json", "manifest.json");
        (await world.MakeAsync()).Should().BeNull("a repeat changes nothing");
        world.Export.State.ReadyTs.Should().Be(ExportWorld.Now);
    }

    /// <summary>The process dies before every call that it makes, one run per call: the end is always the same.</summary>
    [Fact]
    public async Task Given_AProcessThatDiesBeforeAnyCall_When_TheMessageComesAgain_Then_TheEndIsTheSame()
    {
        var whole = await ExportWorld.WithRequestAsync();
        await whole.MakeAsync();
        whole.Mortality.Calls.Should().BeGreaterThanOrEqualTo(4);

        for (var call = 1; call <= whole.Mortality.Calls; call++)
        {
            var world = await ExportWorld.WithRequestAsync();
            world.Mortality.DiesAt = call;

            (await world.MakeAsync()).Should().BeNull();

            world.Export.State.Status.Should().Be(ExportStatus.Ready);
            world.Blobs.Should().Equal([world.Export.State.File!.Location], $"it died before call {call}");
            (await world.ReadAsync()).Paths.Should().HaveCount(2);
        }
    }

    [Fact]
    public async Task Given_AWriteWhoseAnswerIsLost_When_TheMessageComesAgain_Then_TheArchiveThatCountsStays()
    {
        var world = await ExportWorld.WithRequestAsync();
        world.Exports.FailNextSaves(1);

        (await world.MakeAsync()).Should().BeNull();

        world.Blobs.Should().Equal(world.Export.State.File!.Location);
    }

    [Fact]
    public async Task Given_AnExportThatIsRemovedWhileItIsMade_When_TheArchiveIsStored_Then_ItDoesNotStay()
    {
        var world = await ExportWorld.WithRequestAsync();
        world.Source.Beside = async _ => await new RemoveExportHandler(world.Exports).HandleAsync(new RemoveExport(world.Export.Id, ExportWorld.Anna, ExportWorld.Now), default);

        (await world.MakeAsync()).Should().BeNull();

        world.Export.State.Status.Should().Be(ExportStatus.Removed);
        world.Blobs.Should().BeEmpty();
    }

    [Fact]
    public async Task Given_SomethingMissing_When_Made_Then_TheArchiveIsReadyAndAFailureIsRecordedEachTime()
    {
        var world = await ExportWorld.WithRequestAsync();
        world.Source.Beside = writer =>
        {
            writer.NameMissing("assets/x/y", "file_missing");
            return Task.CompletedTask;
        };

        (await world.MakeAsync()).Should().Be("entries_missing");
        (await world.MakeAsync()).Should().Be("entries_missing");

        (await world.MissingAsync()).Should().Equal(new MissingEntry("assets/x/y", "file_missing"));
        (await world.ReadAsync()).Missing.Should().Equal(("assets/x/y", "file_missing"));
    }

    [Fact]
    public async Task Given_APersonWithoutKeyOrAccount_When_Made_Then_ItFailsForGood()
    {
        var erased = await ExportWorld.WithRequestAsync();
        await erased.Keys.EraseAsync(ExportWorld.Anna, default);
        (await erased.MakeAsync()).Should().Be("key_missing");
        erased.Export.State.Status.Should().Be(ExportStatus.Failed);

        var ended = await ExportWorld.WithRequestAsync();
        ended.Source.Beside = _ => throw new PermanentFailureException("account_ended");
        (await ended.MakeAsync()).Should().Be("account_ended");
        (ended.Export.State.Status, ended.Export.State.Problem).Should().Be((ExportStatus.Failed, "account_ended"));
        ended.Blobs.Should().BeEmpty();
    }

    [Fact]
    public async Task Given_AStoreThatFails_When_Made_Then_ItIsTriedAgainLater()
    {
        var world = await ExportWorld.WithRequestAsync();
        world.Source.Beside = _ => throw new TransientFailureException();

        await FluentActions.Awaiting(world.MakeAsync).Should().ThrowAsync<TransientFailureException>();

        world.Export.IsUnderWay.Should().BeTrue();
        world.Blobs.Should().BeEmpty();
    }

    [Fact]
    public async Task Given_AMakingThatWasLost_When_Checked_Then_ItIsSentAgainAndGivenUpAfterADay()
    {
        var world = await ExportWorld.WithRequestAsync();
        await world.CheckAsync();
        world.Makings.Sent.Should().BeEmpty("it is not due");

        var due = ExportWorld.Now + Export.MakingPatience;
        await world.CheckAsync(due);
        world.Makings.Sent.Should().BeEmpty("the clock of the timer is ahead");
        world.Clock.Now = due;
        await world.CheckAsync(due);
        world.Makings.Sent.Should().ContainSingle().Which.Work.Should().Be(new MakeExport(ExportWorld.Anna, world.Export.Id));

        world.Clock.Now = ExportWorld.Now + Export.MakingLimit;
        await world.CheckAsync();
        (world.Export.State.Status, world.Export.State.Problem).Should().Be((ExportStatus.Failed, "not_made"));
    }

    [Fact]
    public async Task Given_AReadyExport_When_ItsTimeIsOver_Then_ItsArchiveGoesAndLateOnesToo()
    {
        var world = await ExportWorld.WithRequestAsync();
        await world.MakeAsync();
        await world.CheckAsync();
        world.Blobs.Should().ContainSingle("it is not due");

        world.Clock.Now = ExportWorld.Now + Export.ReadablePeriod;
        await world.CheckAsync();
        await world.CheckAsync();
        world.Blobs.Should().BeEmpty();
        world.Export.State.NextCheckAt.Should().Be(world.Clock.Now + Export.Grace);

        world.Vault.Blobs[new ExportAttempt(world.Export.Id, Guid.CreateVersion7()).Location] = [1];
        world.Clock.Now += Export.Grace;
        await world.CheckAsync();
        world.Blobs.Should().BeEmpty();
        world.Export.State.NextCheckAt.Should().BeNull();
    }

    [Fact]
    public async Task Given_APersonWhoGoes_When_TheStepRuns_Then_NoExportIsLeft()
    {
        var world = await ExportWorld.WithRequestAsync();
        await world.MakeAsync();

        (await world.RemoveAllAsync()).Should().BeFalse("another look must find none");
        (await world.RemoveAllAsync()).Should().BeTrue();

        (world.Export.State.Status, world.Export.State.Sealed).Should().Be((ExportStatus.Removed, null));
        world.Blobs.Should().BeEmpty();
    }

    [Fact]
    public async Task Given_AReadyExport_When_ItsOwnerIsTold_Then_TheMailNamesTheEnd()
    {
        var emails = new FakeWorkQueue<SendEmail>();
        var happened = new ExportReady(default, ExportWorld.Anna, ExportWorld.Now) { EventId = "e" };

        await new TellExportReady(emails).HandleAsync(happened, default);

        var mail = emails.Sent.Should().ContainSingle().Subject.Work;
        (mail.Kind, mail.Receiver, mail.Until).Should().Be((MailKind.ExportReady, ExportWorld.Anna, ExportWorld.Now));
    }
}
