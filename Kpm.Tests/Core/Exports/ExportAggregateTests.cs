using Kpm.Core.Exports;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Tests.Core.Exports;

public sealed class ExportAggregateTests
{
    private static readonly Timestamp Now = new(1_800_000_000_000);
    private static readonly UserId Anna = DerivedId.From<UserId>("anna", "person");
    private static readonly SealedFile File = new("blob", 3, new string('0', 64), "x");
    private static readonly SealedRecord Sealed = new(1, [1], [new KeyWrap(Anna, 1, [2])]);
    private readonly Export _export = Export.Request(Export.IdAfter(Anna, null), Anna, Now);

    [Fact]
    public void Given_ARequest_When_Made_Then_ItIsUnderWayAndWatched()
    {
        (_export.IsUnderWay, _export.State.NextCheckAt).Should().Be((true, Now + TimeSpan.FromHours(1)));
        _export.RaisedEvents.Should().ContainSingle().Which.Should().BeOfType<ExportRequested>().Which.Owner.Should().Be(Anna);
    }

    [Fact]
    public void Given_AStoredArchive_When_Marked_Then_ItCanBeReadForSevenDays()
    {
        _export.MarkReady(File, Sealed, isComplete: true, Now);

        var end = Now + TimeSpan.FromDays(7);
        (_export.State.Status, _export.State.File, _export.State.Sealed, _export.State.Problem, _export.State.NextCheckAt).Should().Be((ExportStatus.Ready, File, Sealed, null, end));
        (_export.StatusAt(new Timestamp(end.UnixMilliseconds - 1)), _export.StatusAt(end)).Should().Be((ExportStatus.Ready, ExportStatus.Expired));
        _export.RaisedEvents[^1].Should().BeOfType<ExportReady>().Which.Until.Should().Be(end);
        var version = _export.Version;
        _export.MarkReady(File with { Location = "late" }, Sealed, isComplete: true, Now);
        _export.Fail("late", Now);
        (_export.Version, _export.State.File).Should().Be((version, File), "the first that is recorded counts");
    }

    [Fact]
    public void Given_AnArchiveWithoutEverything_When_Marked_Then_ItSaysSo()
    {
        _export.MarkReady(File, Sealed, isComplete: false, Now);
        (_export.State.Status, _export.State.Problem).Should().Be((ExportStatus.Ready, "entries_missing"));
    }

    [Fact]
    public void Given_AReadyExport_When_ItEnds_Then_NothingThatOpensItStays()
    {
        _export.MarkReady(File, Sealed, isComplete: true, Now);
        var end = Now + Export.ReadablePeriod;
        _export.ExpireWhenDue(new Timestamp(end.UnixMilliseconds - 1));
        _export.IsEnded.Should().BeFalse();

        _export.ExpireWhenDue(end);

        (_export.State.Status, _export.State.File, _export.State.Sealed, _export.State.NextCheckAt).Should().Be((ExportStatus.Expired, null, null, end + Export.Grace));
        _export.RaisedEvents[^1].Should().BeOfType<ExportEnded>();
        _export.MarkCleared(end + Export.Grace);
        _export.State.NextCheckAt.Should().BeNull();
    }

    [Fact]
    public void Given_AnExportUnderWay_When_Removed_Then_AnArchiveThatComesLaterChangesNothing()
    {
        _export.Remove(Now);
        var version = _export.Version;
        _export.Remove(Now);
        _export.MarkReady(File, Sealed, isComplete: true, Now);
        (_export.Version, _export.State.Status, _export.State.File).Should().Be((version, ExportStatus.Removed, null));
    }

    [Fact]
    public void Given_AMakingThatWasLost_When_Looked_Then_ItIsRepeatedForADay()
    {
        _export.AwaitMaking(Now + TimeSpan.FromHours(23)).Should().BeTrue();
        _export.State.NextCheckAt.Should().Be(Now + TimeSpan.FromHours(24));
        _export.AwaitMaking(Now + TimeSpan.FromHours(24)).Should().BeFalse();
    }

    [Fact]
    public void Given_Ids_When_TheyFollow_Then_TheyDependOnOwnerAndTheOneBefore()
    {
        var other = DerivedId.From<UserId>("ben", "person");
        new[] { Export.IdAfter(Anna, null), Export.IdAfter(other, null), Export.IdAfter(Anna, _export.Id), Export.IdAfter(other, _export.Id) }.Should().OnlyHaveUniqueItems();
        Export.IdAfter(Anna, null).Should().Be(_export.Id);
    }
}
