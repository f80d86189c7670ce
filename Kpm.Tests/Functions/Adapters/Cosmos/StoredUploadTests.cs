using Kpm.Core.Shared;
using Kpm.Functions.Adapters.Cosmos.Assets;

namespace Kpm.Tests.Functions.Adapters.Cosmos;

/// <summary>Uploads and parts as they were once stored, as in <see cref="StoredDocumentTests"/>.</summary>
[Collection(nameof(LocalStores))]
public sealed class StoredUploadTests(LocalStores stores)
{
    private static readonly UploadId Stored = new(new Guid("00000064-0009-0000-0000-000000000000"));

    [Fact]
    public async Task Given_AStoredUploadAndPart_When_Read_Then_EveryMemberIsThere()
    {
        var container = stores.Database.GetContainer("uploads");
        await StoredFile.PutAsync(container, "upload");
        await StoredFile.PutAsync(container, "uploadPart");

        var upload = (await new UploadStore(stores.Store(UploadStore.Mapping)).FindAsync(Stored, default))!;
        var parts = await new UploadParts(stores.Database).ListAsync(Stored, default);

        upload.State.Should().BeEquivalentTo(SampleStates.Upload, options => options.WithStrictOrdering());
        upload.Version.Should().Be(7);
        parts.Should().Equal(SampleStates.Part);
    }
}
