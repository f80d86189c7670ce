using Kpm.Core.Shared;
using Kpm.Functions.Adapters.Cosmos;

namespace Kpm.Tests.Functions.Adapters.Cosmos;

/// <summary>Exports as they were once stored, as in <see cref="StoredDocumentTests"/>.</summary>
[Collection(nameof(LocalStores))]
public sealed class StoredExportTests(LocalStores stores)
{
    [Fact]
    public async Task Given_AStoredExport_When_Read_Then_EveryMemberIsThere()
    {
        await StoredFile.PutAsync(stores.Database.GetContainer("exports"), "export");

        var export = (await new ExportStore(stores.Store(ExportStore.Mapping)).FindAsync(SampleStates.Anna, new ExportId(new Guid("00000064-0009-0000-0000-000000000000")), default))!;

        export.State.Should().BeEquivalentTo(SampleStates.Export, options => options.WithStrictOrdering());
        export.Version.Should().Be(7);
    }
}
