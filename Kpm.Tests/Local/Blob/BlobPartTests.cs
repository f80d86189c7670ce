using System.Net;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Kpm.Tests.Local.Hosting;

namespace Kpm.Tests.Local.Blob;

/// <summary>Azurite as the part runs it, through the real SDK.</summary>
public sealed class BlobPartTests(BlobPartTests.Running blob) : IClassFixture<BlobPartTests.Running>
{
    private LocalPart Part => blob.Part;

    [Fact]
    public async Task Given_CommittedBlocks_When_Read_Then_WholeRangesAndConditionsWork()
    {
        var client = (await ContainerAsync(Part.Port)).GetBlockBlobClient("blocks");
        string[] blocks = ["MDE=", "MDI="];
        await client.StageBlockAsync(blocks[0], new MemoryStream("hello "u8.ToArray()));
        await client.StageBlockAsync(blocks[1], new MemoryStream("world"u8.ToArray()));
        var committed = await client.CommitBlockListAsync(blocks);

        (await client.DownloadContentAsync()).Value.Content.ToString().Should().Be("hello world");
        var range = await client.DownloadStreamingAsync(new BlobDownloadOptions { Range = new HttpRange(4, 4) });
        (await new StreamReader(range.Value.Content).ReadToEndAsync()).Should().Be("o wo");

        var matching = new BlobUploadOptions { Conditions = new BlobRequestConditions { IfMatch = committed.Value.ETag } };
        await client.UploadAsync(new MemoryStream("second"u8.ToArray()), matching);
        var refused = await FluentActions.Awaiting(() => client.UploadAsync(new MemoryStream("third"u8.ToArray()), matching)).Should().ThrowAsync<RequestFailedException>();
        refused.Which.Status.Should().Be((int)HttpStatusCode.PreconditionFailed);
        (await client.DownloadContentAsync()).Value.Content.ToString().Should().Be("second");
    }

    [Fact]
    public async Task Given_AKilledPart_When_StartedAgain_Then_NoAzuriteIsLeftOverAndTheBlobsAreThere()
    {
        await (await ContainerAsync(Part.Port)).UploadBlobAsync("kept", BinaryData.FromString("content"));
        var first = PartRun.ChildId(Part.Folder, "blob");
        await Part.KillAsync();
        PartRun.IsRunning(first).Should().BeTrue("a killed part cannot end its child");

        await Part.StartAgainAsync();

        PartRun.IsRunning(first).Should().BeFalse();
        PartRun.ChildId(Part.Folder, "blob").Should().NotBe(first);
        var content = await (await ContainerAsync(Part.Port)).GetBlobClient("kept").DownloadContentAsync();
        content.Value.Content.ToString().Should().Be("content");
    }

    [Fact]
    public async Task Given_SigTerm_When_ThePartEnds_Then_AzuriteEndsToo()
    {
        var folder = Directory.CreateTempSubdirectory("kpm-").FullName;
        var child = 0;
        var exitCode = await PartRun.TerminatedWhenReadyAsync(() => Task.FromResult(child = PartRun.ChildId(folder, "blob")), "blob", "--port", LocalPart.FreePort().ToString(), "--data", folder);
        exitCode.Should().Be(0);
        child.Should().NotBe(0);
        PartRun.IsRunning(child).Should().BeFalse();
        File.Exists(Path.Combine(folder, "blob.pid")).Should().BeFalse();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Given_APortInUse_When_Started_Then_ItIsRefusedWithCode3()
    {
        var folder = Directory.CreateTempSubdirectory("kpm-").FullName;
        var (exitCode, error) = await PartRun.ToEndAsync("blob", "--port", Part.Port.ToString(), "--data", folder);
        exitCode.Should().Be(3);
        error.Should().Contain("already in use").And.NotContain("\n");
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Azurite's published account; source: learn.microsoft.com/azure/storage/common/storage-connect-azurite, "Well-known storage account and key".</summary>
    private static async Task<BlobContainerClient> ContainerAsync(int port)
    {
        const string account = "AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
        var service = new BlobServiceClient($"DefaultEndpointsProtocol=http;{account};BlobEndpoint=http://127.0.0.1:{port}/devstoreaccount1");
        var container = service.GetBlobContainerClient("vault");
        await container.CreateIfNotExistsAsync();
        return container;
    }

    /// <summary>One part for all tests of the class.</summary>
    public sealed class Running : IAsyncLifetime
    {
        private LocalPart? _part;

        public LocalPart Part => _part!;

        public async ValueTask InitializeAsync() => _part = await LocalPart.StartAsync("blob");

        public async ValueTask DisposeAsync()
        {
            if (_part is not null) await _part.DisposeAsync();
        }
    }
}
