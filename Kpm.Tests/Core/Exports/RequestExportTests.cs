using Kpm.Core.Exports;
using Kpm.Core.Exports.UseCases;
using Kpm.Core.Shared;

namespace Kpm.Tests.Core.Exports;

public sealed class RequestExportTests
{
    private static readonly UserId Ben = DerivedId.From<UserId>("ben", "person");
    private readonly ExportWorld _world = new();

    [Fact]
    public async Task Given_OneUnderWay_When_AskedForAgain_Then_ItIsThatOne()
    {
        var first = await RequestAsync();
        (await RequestAsync()).Should().Be(first);
        (await RequestAsync(Ben)).Should().NotBe(first);
        _world.Exports.All.Should().HaveCount(2);
    }

    [Fact]
    public async Task Given_OthersThatEnded_When_AskedFor_Then_ItIsANewOneEachTime()
    {
        var ids = new List<ExportId>();
        for (var i = 0; i < 4; i++)
        {
            ids.Add(await RequestAsync());
            await EndAsync(ids[^1]);
        }

        ids.Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task Given_TwoRequestsThatSawTheSame_When_BothAreStored_Then_TheSecondLooksAgain()
    {
        var faster = default(ExportId);
        var lists = 0;
        _world.Exports.BeforeAccess = async () =>
        {
            // After the first request has looked and before it stores.
            if (++lists == 2) faster = await RequestAsync();
        };

        await FluentActions.Awaiting(() => RequestAsync()).Should().ThrowAsync<ConcurrencyConflictException>();

        (await RequestAsync()).Should().Be(faster);
        _world.Exports.All.Should().ContainSingle();
    }

    [Fact]
    public async Task Given_SomebodyElsesExport_When_ItIsReadOrRemoved_Then_ItIsForbidden()
    {
        var id = await RequestAsync();
        (await new RemoveExportHandler(_world.Exports).HandleAsync(new RemoveExport(id, Ben, ExportWorld.Now), default)).Error.Should().BeOfType<Forbidden>();
        (await new OpenExportFileHandler(_world.Exports, _world.Vault).HandleAsync(new OpenExportFile(id, Ben, ExportWorld.Now), default)).Error.Should().BeOfType<Forbidden>();
        (await new OpenExportFileHandler(_world.Exports, _world.Vault).HandleAsync(new OpenExportFile(id, ExportWorld.Anna, ExportWorld.Now), default)).Error.Should().BeOfType<ArchiveNotThere>();
    }

    private Task<ExportId> RequestAsync(UserId? by = null) => _world.Request.HandleAsync(new RequestExport(by ?? ExportWorld.Anna, ExportWorld.Now), default);

    private async Task EndAsync(ExportId id)
    {
        var export = (await _world.Exports.FindAsync(id, default))!;
        export.Fail("not_made", ExportWorld.Now);
        await _world.Exports.SaveAsync(export, default);
    }
}
