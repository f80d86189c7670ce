using System.Security.Cryptography;
using CsCheck;
using Kpm.Core.Exports;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;
using Kpm.Functions.Adapters.Archives;
using Kpm.Tests.Running;

namespace Kpm.Tests.Core.Exports;

/// <summary>The places of files and what the manifest says of them.</summary>
public sealed class ArchiveWriterTests
{
    private static readonly byte[] Bytes = RandomNumberGenerator.GetBytes(1000);

    [Fact]
    public async Task Given_FilesOfAnyNames_When_Written_Then_EachHasAPlaceOfItsOwnInItsFolder() =>
        await Gen.Select(Gen.String[Gen.Char["aA./\\ \u0000"], 0, 3], Gen.Int[1, 2]).Array[0, 12].SampleAsync(async files =>
        {
            var archive = await WriteAsync(async writer =>
            {
                foreach (var (name, folder) in files) await writer.AddFileAsync($"assets/{folder}", File(name, Whole), default);
            });

            archive.Paths.Should().HaveCount(files.Length + 1);
            archive.Paths.Select(path => path.ToUpperInvariant()).Should().OnlyHaveUniqueItems();
            archive.Paths.SkipLast(1).Select(path => path.Split('/')[..^1]).Should().BeEquivalentTo(files.Select(file => new[] { "assets", $"{file.Item2}" }), options => options.WithStrictOrdering());
            archive.Missing.Should().BeEmpty();
        }, iter: 200, threads: 1);

    [Fact]
    public async Task Given_AFileCalledAsTheDocument_When_Written_Then_BothAreThere()
    {
        var archive = await WriteAsync(async writer =>
        {
            await writer.AddDocumentAsync("assets/1/asset.json", new { Title = "x" }, default);
            await writer.AddFileAsync("assets/1", File("Asset.json", Whole), default);
        });
        archive.Paths.Should().Equal("assets/1/asset.json", "assets/1/Asset (2).json", "manifest.json");
    }

    [Fact]
    public async Task Given_ADocumentTwice_When_Written_Then_ThatIsAFaultOfTheProgram() =>
        await FluentActions.Awaiting(() => WriteAsync(async writer =>
        {
            await writer.AddDocumentAsync("a.json", "x", default);
            await writer.AddDocumentAsync("A.json", "x", default);
        })).Should().ThrowAsync<ArgumentException>();

    [Fact]
    public async Task Given_FilesThatCannotBeRead_When_Written_Then_TheyAreNamedAndTheRestIsThere()
    {
        var archive = await WriteAsync(async writer =>
        {
            await writer.AddFileAsync("a", File("gone", (_, _, _, _) => throw new FileNotFoundException()), default);
            await writer.AddFileAsync("a", File("broken", (_, _, _, _) => throw new SealBrokenException()), default);
            await writer.AddFileAsync("a", File("half", HalfAsync), default);
            await writer.AddFileAsync("a", File("other", (offset, count, destination, token) => destination.WriteAsync(new byte[count], token).AsTask()), default);
            await writer.AddFileAsync("a", File("good", Whole), default);
        });

        archive.Paths.Should().Equal("a/half", "a/other", "a/good", "manifest.json");
        archive.Missing.Should().Equal(("a/gone", "file_missing"), ("a/broken", "file_damaged"), ("a/half", "file_damaged"), ("a/other", "file_damaged"));
        archive["a/half"].Should().Equal(Bytes[..500]);
        archive["a/good"].Should().Equal(Bytes);
    }

    private static Task Whole(long offset, long count, Stream destination, CancellationToken cancellationToken) =>
        destination.WriteAsync(Bytes.AsMemory((int)offset, (int)count), cancellationToken).AsTask();

    private static async Task HalfAsync(long offset, long count, Stream destination, CancellationToken cancellationToken)
    {
        await destination.WriteAsync(Bytes.AsMemory(0, (int)Math.Min(count, 500)), cancellationToken);
        if (count > 500) throw new SealBrokenException();
    }

    private static OpenedFile File(string name, PlainRangeCopier copy) =>
        new(new SealedFile("blob", Bytes.Length, Convert.ToHexStringLower(SHA256.HashData(Bytes)), "x"), name, "a/b", copy);

    private static async Task<OpenedArchive> WriteAsync(Func<IExportWriter, Task> write)
    {
        using var zip = new MemoryStream();
        var source = new Source(write);
        await new ArchiveMaker([source], new ZipFormat()).WriteAsync(ExportWorld.Anna, zip, ExportWorld.Now, default);
        return await OpenedArchive.ReadAsync(zip.ToArray());
    }

    private sealed class Source(Func<IExportWriter, Task> write) : IExportSource
    {
        public Task WriteAsync(UserId person, IExportWriter writer, CancellationToken cancellationToken) => write(writer);
    }
}
