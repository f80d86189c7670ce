using System.Security.Cryptography;
using System.Text.Json;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;
using Kpm.Functions.Adapters.Sealing;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Functions.Adapters.Blobs;

/// <summary>What every <see cref="IFileVault"/> does.</summary>
public abstract class FileVaultContract
{
    private readonly AssetId _asset = new(Guid.CreateVersion7());
    private readonly UserId _owner = new(Guid.CreateVersion7());

    /// <summary>A bit more than two segments of 4 KiB.</summary>
    private readonly byte[] _plain = RandomNumberGenerator.GetBytes(9_000);

    protected InMemoryUserKeys UserKeys { get; } = new();

    protected abstract IFileVault Vault { get; }

    /// <summary>Puts other bytes in place of a blob, as someone with access to the store could.</summary>
    protected abstract Task ReplaceAsync(string location, Func<byte[], byte[]> change);

    private ContentSealer Sealer => new(UserKeys, JsonSerializerOptions.Web);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4096 - 56)]
    [InlineData(4096 - 55)]
    [InlineData(9_000)]
    public async Task Given_AFile_When_WrittenAndRead_Then_ItIsTheSame(int length)
    {
        var key = await SealAsync(_asset);

        var file = await WriteAsync(key, _plain[..length]);

        file.SizeBytes.Should().Be(length);
        file.Sha256.Should().Be(Convert.ToHexStringLower(SHA256.HashData(_plain.AsSpan(0, length))));
        (await ReadAsync(file, key)).Should().Equal(_plain[..length]);
    }

    [Fact]
    public async Task Given_AFile_When_Written_Then_ItsLocationIsTheDocumentedOne()
    {
        var attempt = Guid.CreateVersion7();

        var file = await WriteAsync(await SealAsync(_asset), _plain, attempt);

        file.Location.Should().Be($"{_asset.ToString()[..4]}/{_asset}/{attempt}.enc");
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(4_030, 20)]
    [InlineData(8_130, 870)]
    [InlineData(5_000, 1)]
    [InlineData(9_000, 0)]
    public async Task Given_AFile_When_ARangeIsRead_Then_ItIsTheSlice(int offset, int count)
    {
        var key = await SealAsync(_asset);
        var file = await WriteAsync(key, _plain);

        (await ReadAsync(file, key, offset, count)).Should().Equal(_plain[offset..(offset + count)]);
    }

    [Fact]
    public async Task Given_AFile_When_ARangeOutsideIsRead_Then_ItIsRefused()
    {
        var key = await SealAsync(_asset);
        var file = await WriteAsync(key, _plain);

        await FluentActions.Awaiting(() => ReadAsync(file, key, 8_999, 2)).Should().ThrowAsync<ArgumentOutOfRangeException>();
    }

    [Fact]
    public async Task Given_AFileAsLongAsAllowed_When_Written_Then_ItIsAccepted()
    {
        var key = await SealAsync(_asset);

        (await Vault.WriteAsync(_asset, Guid.CreateVersion7(), key, _owner, new MemoryStream(_plain), _plain.Length, default)).Should().NotBeNull();
    }

    [Fact]
    public async Task Given_AFileThatIsTooLong_When_Written_Then_NothingIsKept()
    {
        var key = await SealAsync(_asset);
        var attempt = Guid.CreateVersion7();

        (await Vault.WriteAsync(_asset, attempt, key, _owner, new MemoryStream(_plain), _plain.Length - 1, default)).Should().BeNull();

        await NothingIsKeptAsync(attempt, key);
    }

    [Fact]
    public async Task Given_AnUploadThatBreaksOff_When_Written_Then_NothingIsKept()
    {
        var key = await SealAsync(_asset);
        var attempt = Guid.CreateVersion7();
        await using var broken = new BreakingStream(_plain, after: 8_500);

        await FluentActions.Awaiting(() => Vault.WriteAsync(_asset, attempt, key, _owner, broken, long.MaxValue, default)).Should().ThrowAsync<IOException>();

        await NothingIsKeptAsync(attempt, key);
    }

    [Fact]
    public async Task Given_AnAttemptWithABlob_When_WrittenAgain_Then_TheFirstStays()
    {
        var key = await SealAsync(_asset);
        var attempt = Guid.CreateVersion7();
        var file = await WriteAsync(key, _plain, attempt);

        await FluentActions.Awaiting(() => WriteAsync(key, _plain[..10], attempt)).Should().ThrowAsync<InvalidOperationException>();

        (await ReadAsync(file, key)).Should().Equal(_plain);
    }

    [Fact]
    public async Task Given_AFile_When_TheRecordIsResealed_Then_TheFileStillOpens()
    {
        var key = await SealAsync(_asset);
        var file = await WriteAsync(key, _plain);

        var resealed = await Sealer.ResealAsync(RecordNames.Of(_asset), key, _owner, new Note("changed"), default);

        (await ReadAsync(file, resealed)).Should().Equal(_plain);
    }

    [Fact]
    public async Task Given_AFile_When_ReadThroughAnotherAsset_Then_ItIsBroken()
    {
        var other = new AssetId(Guid.CreateVersion7());
        var file = await WriteAsync(await SealAsync(_asset), _plain);
        var key = await SealAsync(other);

        await BrokenAsync(() => Vault.ReadAsync(other, file, key, _owner, 0, 1, Stream.Null, default));
    }

    [Fact]
    public async Task Given_TwoAttempts_When_TheirBlobsAreExchanged_Then_ItIsBroken()
    {
        var key = await SealAsync(_asset);
        var (one, two) = (await WriteAsync(key, _plain), await WriteAsync(key, _plain));
        byte[] ofTwo = [];
        await ReplaceAsync(two.Location, bytes => ofTwo = bytes);
        await ReplaceAsync(one.Location, _ => ofTwo);

        await BrokenAsync(() => ReadAsync(one, key));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4096)]
    [InlineData(5000)]
    public async Task Given_AFile_When_ItsBlobIsCut_Then_ItIsBroken(int bytes)
    {
        var key = await SealAsync(_asset);
        var file = await WriteAsync(key, _plain);
        await ReplaceAsync(file.Location, blob => blob[..^bytes]);

        await BrokenAsync(() => ReadAsync(file, key));
        await BrokenAsync(() => ReadAsync(file, key, 8_900, 1));
    }

    [Fact]
    public async Task Given_AFile_When_BytesAreAddedToItsBlob_Then_ItIsBroken()
    {
        var key = await SealAsync(_asset);
        var file = await WriteAsync(key, _plain);
        await ReplaceAsync(file.Location, blob => [.. blob, 0]);

        await BrokenAsync(() => ReadAsync(file, key));
    }

    [Fact]
    public async Task Given_AFile_When_AByteOfItsBlobIsAltered_Then_NothingOfThatSegmentIsWritten()
    {
        var key = await SealAsync(_asset);
        var file = await WriteAsync(key, _plain);
        await ReplaceAsync(file.Location, blob => [.. blob[..5_000], (byte)~blob[5_000], .. blob[5_001..]]);
        using var output = new MemoryStream();

        await BrokenAsync(() => Vault.ReadAsync(_asset, file, key, _owner, 0, _plain.Length, output, default));

        output.ToArray().Should().Equal(_plain[..(4096 - 56)]);
    }

    [Fact]
    public async Task Given_AFile_When_ReadByAStranger_Then_ItIsBroken()
    {
        var key = await SealAsync(_asset);
        var file = await WriteAsync(key, _plain);

        await BrokenAsync(() => Vault.ReadAsync(_asset, file, key, new UserId(Guid.CreateVersion7()), 0, 1, Stream.Null, default));
    }

    [Fact]
    public async Task Given_AFile_When_ItsOwnerIsErased_Then_ItDoesNotOpen()
    {
        var key = await SealAsync(_asset);
        var file = await WriteAsync(key, _plain);
        await UserKeys.EraseAsync(_owner, default);

        await FluentActions.Awaiting(() => ReadAsync(file, key)).Should().ThrowAsync<UserKeyMissingException>();
    }

    [Fact]
    public async Task Given_AFile_When_DeletedTwice_Then_ItIsGone()
    {
        var key = await SealAsync(_asset);
        var file = await WriteAsync(key, _plain);

        await Vault.DeleteAsync(file.Location, default);
        await Vault.DeleteAsync(file.Location, default);

        await FluentActions.Awaiting(() => ReadAsync(file, key)).Should().ThrowAsync<FileNotFoundException>();
    }

    protected async Task<SealedRecord> SealAsync(AssetId asset) => await Sealer.SealAsync(RecordNames.Of(asset), new Note("a note"), [_owner], default);

    protected async Task<SealedFile> WriteAsync(SealedRecord key, byte[] plain, Guid? attempt = null) =>
        (await Vault.WriteAsync(_asset, attempt ?? Guid.CreateVersion7(), key, _owner, new MemoryStream(plain), long.MaxValue, default))!;

    protected async Task<byte[]> ReadAsync(SealedFile file, SealedRecord key, long offset = 0, long? count = null)
    {
        using var output = new MemoryStream();
        await Vault.ReadAsync(_asset, file, key, _owner, offset, count ?? file.SizeBytes, output, default);
        return output.ToArray();
    }

    private async Task NothingIsKeptAsync(Guid attempt, SealedRecord key)
    {
        var file = new SealedFile(new FileAttempt(_asset, attempt).Location, 1, "", FileFormat.FourKibibytes.Name);
        await FluentActions.Awaiting(() => ReadAsync(file, key)).Should().ThrowAsync<FileNotFoundException>();
    }

    private static async Task BrokenAsync(Func<Task> opening) => await opening.Should().ThrowAsync<SealBrokenException>();

    protected AssetId Asset => _asset;

    protected sealed record Note(string Text);
}
