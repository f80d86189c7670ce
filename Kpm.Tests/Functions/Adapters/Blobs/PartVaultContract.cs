using System.Security.Cryptography;
using System.Text.Json;
using CsCheck;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;
using Kpm.Functions.Adapters.Sealing;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Functions.Adapters.Blobs;

/// <summary>What every vault does with files in parts. Segments are of 4 KiB: the first of a part holds 4,040 plain bytes, the others 4,080.</summary>
public abstract class PartVaultContract
{
    private static readonly int[] Lengths = [1, 4_039, 4_040, 4_041, 8_119, 8_120, 8_121, 12_300];

    private readonly AssetId _asset = new(Guid.CreateVersion7());
    private readonly UserId _owner = new(Guid.CreateVersion7());
    private SealedRecord _key = null!;

    protected InMemoryUserKeys UserKeys { get; } = new();

    protected abstract IFileVault Files { get; }

    protected abstract IPartVault Parts { get; }

    /// <summary>How many random cases there are time for.</summary>
    protected abstract int Cases { get; }

    /// <summary>The names of the blobs in a folder.</summary>
    protected abstract Task<IReadOnlyList<string>> BlobsAsync(string folder);

    /// <summary>Puts other bytes in place of a blob, as someone with access to the store could.</summary>
    protected abstract Task ReplaceAsync(string location, Func<byte[], byte[]> change);

    [Fact]
    public async Task Given_PartsInAnyOrderAndRepeated_When_Completed_Then_WhatComesOutIsWhatWasCompleted() =>
        await Gen.Select(Gen.Select(Gen.Int[1, 4], Gen.Int[0, Lengths.Length - 1].Select(index => Lengths[index])).Array[0, 6], Gen.Double.Unit, Gen.Double.Unit).SampleAsync(async (arrivals, a, b) =>
        {
            var kept = new SortedDictionary<int, byte[]>();
            var upload = await NewUploadAsync();
            foreach (var (number, size) in arrivals) await upload.PutAsync(number, kept[number] = RandomNumberGenerator.GetBytes(size));
            byte[] plain = [.. kept.Values.SelectMany(part => part)];
            var (one, other) = ((int)(a * (plain.Length + 1)), (int)(b * (plain.Length + 1)));
            var (offset, end) = (Math.Min(one, other), Math.Max(one, other));

            var file = await upload.CompleteAsync();

            file.Should().Be(new SealedFile(upload.Table.Location, plain.Length, Convert.ToHexStringLower(SHA256.HashData(plain)), "AES256-GCM-HKDF-4KB-PARTS"));
            (await ReadAsync(file)).Should().Equal(plain);
            (await ReadAsync(file, offset, end - offset)).Should().Equal(plain[offset..end]);
        }, iter: Cases, threads: 1);

    [Fact]
    public async Task Given_APartThatIsTooLong_When_Written_Then_NothingIsKept()
    {
        var upload = await NewUploadAsync();
        var part = new PartAttempt(_asset, upload.Id, 1, Guid.CreateVersion7());

        (await Parts.WritePartAsync(part, _key, _owner, new MemoryStream(new byte[9_000]), 8_999, default)).Should().BeNull();

        (await BlobsAsync(upload.Folder)).Should().BeEmpty();
    }

    [Fact]
    public async Task Given_AnAttemptWithABlob_When_WrittenAgain_Then_ItIsRefusedAndTheFirstStays()
    {
        var upload = await NewUploadAsync();
        var attempt = await upload.PutAsync(1, [1, 2, 3]);
        var file = await upload.CompleteAsync();

        await FluentActions.Awaiting(() => Parts.WritePartAsync(new PartAttempt(_asset, upload.Id, 1, attempt), _key, _owner, new MemoryStream([4]), 1, default))
            .Should().ThrowAsync<InvalidOperationException>();

        (await ReadAsync(file)).Should().Equal(1, 2, 3);
    }

    [Fact]
    public async Task Given_AnyOfItsBlobs_When_Damaged_Then_TheFileIsNotVerifiedAndNotRead()
    {
        var upload = await NewUploadAsync();
        await upload.PutAsync(1, new byte[5_000]);
        await upload.PutAsync(3, new byte[10]);
        var file = await upload.CompleteAsync();
        Func<byte[], byte[]>[] damages = [blob => [.. blob[..45], (byte)~blob[45], .. blob[46..]], blob => blob[..^1], blob => [.. blob, 0], blob => blob[..40]];

        foreach (var location in await BlobsAsync(upload.Folder))
        {
            foreach (var damage in damages)
            {
                byte[] own = [];
                await ReplaceAsync(location, blob => damage(own = blob));
                await BrokenAsync(() => ReadAsync(file));
                await BrokenAsync(() => Parts.VerifyAsync(upload.Table, _key, _owner, default));
                await ReplaceAsync(location, _ => own);
            }
        }

        (await ReadAsync(file)).Should().HaveCount(5_010);
    }

    [Fact]
    public async Task Given_TwoUploadsOfOneAsset_When_TheirBlobsAreExchanged_Then_NeitherOpens()
    {
        var (one, two) = (await NewUploadAsync(), await NewUploadAsync());
        await one.PutAsync(1, [1, 2, 3]);
        await two.PutAsync(1, [4, 5, 6]);
        var (fileOne, fileTwo) = (await one.CompleteAsync(), await two.CompleteAsync());
        foreach (var (ofOne, ofTwo) in (await BlobsAsync(one.Folder)).Order(StringComparer.Ordinal).Zip((await BlobsAsync(two.Folder)).Order(StringComparer.Ordinal)))
        {
            byte[] first = [];
            byte[] second = [];
            await ReplaceAsync(ofOne, blob => first = blob);
            await ReplaceAsync(ofTwo, blob =>
            {
                second = blob;
                return first;
            });
            await ReplaceAsync(ofOne, _ => second);

            await BrokenAsync(() => ReadAsync(fileOne));
            await BrokenAsync(() => ReadAsync(fileTwo));
            await ReplaceAsync(ofOne, _ => first);
            await ReplaceAsync(ofTwo, _ => second);
        }

        (await ReadAsync(fileOne)).Should().Equal(1, 2, 3);
    }

    [Fact]
    public async Task Given_APartThatIsGone_When_VerifiedOrRead_Then_ItIsNotFound()
    {
        var upload = await NewUploadAsync();
        var attempt = await upload.PutAsync(1, [1]);
        var file = await upload.CompleteAsync();
        await Files.DeleteAsync(new PartAttempt(_asset, upload.Id, 1, attempt).Location, default);

        await FluentActions.Awaiting(() => ReadAsync(file)).Should().ThrowAsync<FileNotFoundException>();
        await FluentActions.Awaiting(() => Parts.VerifyAsync(upload.Table, _key, _owner, default)).Should().ThrowAsync<FileNotFoundException>();
    }

    [Fact]
    public async Task Given_ReplacedAttempts_When_TheUnnamedAreDeleted_Then_TheFileStays()
    {
        var upload = await NewUploadAsync();
        await upload.PutAsync(1, [9]);
        await upload.PutAsync(1, [1, 2]);
        await upload.PutAsync(2, [3]);
        var file = await upload.CompleteAsync();
        (await BlobsAsync(upload.Folder)).Should().HaveCount(4);

        await Parts.DeleteUnnamedAsync(upload.Table, _key, _owner, default);

        (await BlobsAsync(upload.Folder)).Should().HaveCount(3);
        (await ReadAsync(file)).Should().Equal(1, 2, 3);
    }

    [Fact]
    public async Task Given_TwoUploads_When_OneIsDeletedTwice_Then_TheOtherStays()
    {
        var (one, two) = (await NewUploadAsync(), await NewUploadAsync());
        await one.PutAsync(1, [1]);
        await two.PutAsync(1, [2]);
        var file = await two.CompleteAsync();

        await Parts.DeleteUploadAsync(_asset, one.Id, default);
        await Parts.DeleteUploadAsync(_asset, one.Id, default);

        (await BlobsAsync(one.Folder)).Should().BeEmpty();
        (await ReadAsync(file)).Should().Equal(2);
    }

    [Fact]
    public async Task Given_AFileInParts_When_Deleted_Then_AllItsBlobsAreGone()
    {
        var upload = await NewUploadAsync();
        await upload.PutAsync(1, [1]);
        var file = await upload.CompleteAsync();

        await Files.DeleteAsync(file.Location, default);

        (await BlobsAsync(upload.Folder)).Should().BeEmpty();
        await FluentActions.Awaiting(() => ReadAsync(file)).Should().ThrowAsync<FileNotFoundException>();
    }

    private async Task<UploadInVault> NewUploadAsync()
    {
        _key ??= await new ContentSealer(UserKeys, JsonSerializerOptions.Web).SealAsync(RecordNames.Of(_asset), new Note("a note"), [_owner], default);
        return new UploadInVault(Parts, _asset, _key, _owner);
    }

    private async Task<byte[]> ReadAsync(SealedFile file, long offset = 0, long? count = null)
    {
        using var output = new MemoryStream();
        await Files.ReadAsync(_asset, file, _key, _owner, offset, count ?? file.SizeBytes, output, default);
        return output.ToArray();
    }

    private static async Task BrokenAsync(Func<Task> opening) => await opening.Should().ThrowAsync<SealBrokenException>();

    private sealed record Note(string Text);

    /// <summary>An upload as far as the vault knows it.</summary>
    private sealed class UploadInVault(IPartVault vault, AssetId asset, SealedRecord key, UserId owner)
    {
        private readonly SortedDictionary<int, FilePart> _parts = [];

        public UploadId Id { get; } = new(Guid.CreateVersion7());

        public string Folder => PartAttempt.FolderOf(asset, Id);

        public PartTableName Table { get; private set; } = null!;

        public async Task<Guid> PutAsync(int number, byte[] plain)
        {
            var name = new PartAttempt(asset, Id, number, Guid.CreateVersion7());
            var measured = await vault.WritePartAsync(name, key, owner, new MemoryStream(plain), plain.Length, default);
            _parts[number] = new FilePart(number, name.Attempt, measured!.SizeBytes, measured.Sha256);
            return name.Attempt;
        }

        public async Task<SealedFile> CompleteAsync()
        {
            Table = new PartTableName(asset, Id, Guid.CreateVersion7());
            await vault.WriteTableAsync(Table, PartTable.Of(_parts.Values), key, owner, default);
            return await vault.VerifyAsync(Table, key, owner, default);
        }
    }
}
