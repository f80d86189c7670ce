using System.Security.Cryptography;
using Azure.Storage.Blobs.Models;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;
using Kpm.Functions.Adapters.Blobs;
using Kpm.Functions.Adapters.Sealing;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Functions.Adapters.Blobs;

/// <summary>What every vault does with the archives of exports. Segments are of 4 KiB.</summary>
public abstract class ExportVaultContract
{
    private readonly ExportId _export = new(Guid.CreateVersion7());
    private readonly UserId _owner = new(Guid.CreateVersion7());

    protected InMemoryUserKeys UserKeys { get; } = new();

    protected abstract IExportVault Vault { get; }

    /// <summary>The names of the blobs in a folder.</summary>
    protected abstract Task<IReadOnlyList<string>> BlobsAsync(string folder);

    [Theory]
    [InlineData(0)]
    [InlineData(4_040)]
    [InlineData(100_000)]
    public async Task Given_AnArchive_When_WrittenPieceByPiece_Then_EveryRangeComesBack(int length)
    {
        var bytes = RandomNumberGenerator.GetBytes(length);
        var key = await KeyAsync(_export);

        var file = (await WriteAsync(key, bytes))!;

        (file.SizeBytes, file.Sha256).Should().Be((length, Convert.ToHexStringLower(SHA256.HashData(bytes))));
        (await ReadAsync(_export, file, key, 0, length)).Should().Equal(bytes);
        (await ReadAsync(_export, file, key, length / 3, length / 3)).Should().Equal(bytes.AsSpan(length / 3, length / 3).ToArray());
    }

    [Fact]
    public async Task Given_AWriterThatFails_When_Written_Then_ItsFailureIsThrownAndNoBlobIsThere()
    {
        await FluentActions.Awaiting(async () => await Vault.WriteArchiveAsync(
            new ExportAttempt(_export, Guid.CreateVersion7()),
            await KeyAsync(_export),
            _owner,
            async (destination, token) =>
            {
                await destination.WriteAsync(new byte[50_000], token);
                throw new TransientFailureException("gone");
            },
            default)).Should().ThrowAsync<TransientFailureException>();

        (await BlobsAsync(ExportAttempt.FolderOf(_export))).Should().BeEmpty();
    }

    [Fact]
    public async Task Given_TwoAttempts_When_OneIsKept_Then_TheOtherIsGoneAndThenAll()
    {
        var key = await KeyAsync(_export);
        var (one, other) = ((await WriteAsync(key, [1]))!, (await WriteAsync(key, [2]))!);

        await Vault.DeleteArchivesAsync(_export, other.Location, default);
        (await BlobsAsync(ExportAttempt.FolderOf(_export))).Should().Equal(other.Location);
        (await ReadAsync(_export, other, key, 0, 1)).Should().Equal(2);
        await FluentActions.Awaiting(() => ReadAsync(_export, one, key, 0, 1)).Should().ThrowAsync<FileNotFoundException>();

        await Vault.DeleteArchivesAsync(_export, kept: null, default);
        await Vault.DeleteArchivesAsync(_export, kept: null, default);
        (await BlobsAsync(ExportAttempt.FolderOf(_export))).Should().BeEmpty();
    }

    [Fact]
    public async Task Given_AnArchive_When_ReadAsAnotherExportsOrByAnother_Then_ItDoesNotOpen()
    {
        var key = await KeyAsync(_export);
        var file = (await WriteAsync(key, [1]))!;
        var another = new ExportId(Guid.CreateVersion7());
        await FluentActions.Awaiting(async () => await ReadAsync(another, file, await KeyAsync(another), 0, 1)).Should().ThrowAsync<SealBrokenException>();
        await FluentActions.Awaiting(() => Vault.ReadArchiveAsync(_export, file, key, new UserId(Guid.CreateVersion7()), 0, 1, Stream.Null, default)).Should().ThrowAsync<SealBrokenException>();
    }

    private Task<SealedRecord> KeyAsync(ExportId export) =>
        new ContentSealer(UserKeys, Kpm.Functions.Adapters.Cosmos.KpmJson.Options).SealAsync(RecordNames.Of(export), new Kpm.Core.Exports.ExportContent([]), [_owner], default);

    private Task<SealedFile?> WriteAsync(SealedRecord key, byte[] bytes) => Vault.WriteArchiveAsync(
        new ExportAttempt(_export, Guid.CreateVersion7()),
        key,
        _owner,
        async (destination, token) =>
        {
            foreach (var piece in bytes.Chunk(1_000)) await destination.WriteAsync(piece, token);
        },
        default);

    private async Task<byte[]> ReadAsync(ExportId export, SealedFile file, SealedRecord key, long offset, long count)
    {
        using var plain = new MemoryStream();
        await Vault.ReadArchiveAsync(export, file, key, _owner, offset, count, plain, default);
        return plain.ToArray();
    }
}

public sealed class BlobExportVaultTests : ExportVaultContract, IClassFixture<AzuriteFixture>
{
    private readonly AzuriteFixture _azurite;

    public BlobExportVaultTests(AzuriteFixture azurite)
    {
        _azurite = azurite;
        Vault = new BlobFileVault(azurite.Container(), UserKeys, FileFormat.FourKibibytes);
    }

    protected override IExportVault Vault { get; }

    protected override async Task<IReadOnlyList<string>> BlobsAsync(string folder)
    {
        var names = new List<string>();
        await foreach (var blob in _azurite.Container().GetBlobsAsync(new GetBlobsOptions { Prefix = folder })) names.Add(blob.Name);
        return names;
    }
}

public sealed class InMemoryExportVaultTests : ExportVaultContract
{
    private readonly InMemoryFileVault _vault;

    public InMemoryExportVaultTests() => _vault = new InMemoryFileVault(UserKeys);

    protected override IExportVault Vault => _vault;

    protected override Task<IReadOnlyList<string>> BlobsAsync(string folder) =>
        Task.FromResult<IReadOnlyList<string>>([.. _vault.Blobs.Keys.Where(location => location.StartsWith(folder, StringComparison.Ordinal))]);
}
