using Azure.Core;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Kpm.Core.Shared.Sealing;
using Kpm.Functions.Adapters.Blobs;

namespace Kpm.Tests.Functions.Adapters.Blobs;

public sealed class BlobFileVaultTests : FileVaultContract, IClassFixture<AzuriteFixture>
{
    private readonly AzuriteFixture _azurite;
    private readonly RequestLog _requests = new();

    public BlobFileVaultTests(AzuriteFixture azurite)
    {
        _azurite = azurite;
        Vault = VaultOf(FileFormat.FourKibibytes);
    }

    protected override IFileVault Vault { get; }

    protected override async Task ReplaceAsync(string location, Func<byte[], byte[]> change)
    {
        var blob = _azurite.Container().GetBlobClient(location);
        var content = await blob.DownloadContentAsync();
        await blob.UploadAsync(BinaryData.FromBytes(change(content.Value.Content.ToArray())), overwrite: true);
    }

    [Theory]
    [InlineData(0, 9_000, 1)]
    [InlineData(4_100, 4_900, 2)]
    public async Task Given_AFileOfManySegments_When_ARangeIsRead_Then_ItIsOneRequestAndPerhapsOneForTheHeader(long offset, long count, int requests)
    {
        var key = await SealAsync(Asset);
        var file = await WriteAsync(key, new byte[9_000]);
        _requests.Clear();

        await ReadAsync(file, key, offset, count);

        _requests.Lines.Should().HaveCount(requests).And.OnlyContain(line => line.StartsWith("GET", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Given_AFile_When_Written_Then_EverySegmentIsOneBlock()
    {
        var key = await SealAsync(Asset);

        var file = await WriteAsync(key, new byte[9_000]);

        var blocks = await _azurite.Container().GetBlockBlobClient(file.Location).GetBlockListAsync(BlockListTypes.Committed);
        blocks.Value.CommittedBlocks.Select(block => block.SizeLong).Should().Equal(4_096, 4_096, SealedRest);
    }

    [Fact]
    public async Task Given_TheFormatOfNewFiles_When_WrittenAndRead_Then_ItIsTheSame()
    {
        var plain = new byte[(5 * 1024 * 1024) + 3];
        plain[^1] = 7;
        var vault = VaultOf(FileFormat.FourMebibytes);
        var key = await SealAsync(Asset);
        var owner = key.Wraps[0].Owner;

        var file = await vault.WriteAsync(Asset, Guid.CreateVersion7(), key, owner, new MemoryStream(plain), long.MaxValue, default);

        using var output = new MemoryStream();
        await vault.ReadAsync(Asset, file!, key, owner, 0, plain.Length, output, default);
        file!.Cipher.Should().Be("AES256-GCM-HKDF-4MB");
        output.ToArray().AsSpan().SequenceEqual(plain).Should().BeTrue();
    }

    [Fact]
    public async Task Given_TwoWritersOfOneAttempt_When_TheyInterleave_Then_OneFileIsKeptWhole()
    {
        var key = await SealAsync(Asset);
        var attempt = Guid.CreateVersion7();
        await using var late = new WaitingStream(new byte[9_000]);
        var slow = Vault.WriteAsync(Asset, attempt, key, key.Wraps[0].Owner, late, long.MaxValue, default);
        await late.Reading;

        var file = await WriteAsync(key, [1, 2, 3], attempt);
        late.Release();

        await FluentActions.Awaiting(() => slow).Should().ThrowAsync<InvalidOperationException>();
        (await ReadAsync(file, key)).Should().Equal(1, 2, 3);
    }

    [Fact]
    public async Task Given_ACommitWhoseAnswerIsLost_When_TheClientRepeatsIt_Then_TheFileCountsAsWritten()
    {
        var key = await SealAsync(Asset);
        _requests.LoseNextAnswerTo("comp=blocklist");

        var file = await WriteAsync(key, [1, 2, 3]);

        _requests.Lines.Where(line => line.Contains("comp=blocklist", StringComparison.Ordinal) && line.StartsWith("PUT", StringComparison.Ordinal)).Should().HaveCount(2);
        (await ReadAsync(file, key)).Should().Equal(1, 2, 3);
    }

    private const int SealedRest = 9_000 - (4_096 - 56) - (4_096 - 16) + 16;

    private BlobFileVault VaultOf(FileFormat format)
    {
        var options = new BlobClientOptions { Retry = { Mode = RetryMode.Fixed, Delay = TimeSpan.FromMilliseconds(1) } };
        options.AddPolicy(_requests, HttpPipelinePosition.PerRetry);
        return new BlobFileVault(_azurite.Container(options), UserKeys, format);
    }
}
