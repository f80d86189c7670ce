using System.Buffers.Binary;
using System.Security.Cryptography;
using CsCheck;
using Kpm.Tests.Soak;

namespace Kpm.Tests.Running;

/// <summary>Archives of exports, whole, wrong and hostile, as somebody reads them who has nothing else.</summary>
public sealed class ArchiveReaderTests
{
    private readonly ZipBuilder _archive = new ZipBuilder { Entries = { ("account.json", "{}"u8.ToArray()), ("assets/1/a.bin", new byte[100_000]), ("assets/1/empty", []) } }.Tell();

    public static TheoryData<string> BadNames => ["../a", "/a", "a/../../b", "a//b", "./a", "C:\\a", "a\\b", "C:a", "a/", "a\nb", "MANIFEST.JSON", "Account.json"];

    [Fact]
    public async Task Given_AWholeArchive_When_Read_Then_EveryByteComes()
    {
        var read = await ReadAsync(_archive.Build());

        read.Keys.Should().BeEquivalentTo("account.json", "assets/1/a.bin", "assets/1/empty", "manifest.json");
        foreach (var (path, bytes) in _archive.Entries) read[path].Should().Equal(bytes);
    }

    [Theory]
    [MemberData(nameof(BadNames))]
    public async Task Given_ANameThatIsNoneOrLeadsElsewhere_When_Read_Then_ItIsRefused(string name)
    {
        _archive.Entries.Add((name, [1]));

        await ShouldBeRefusedAsync(_archive.Tell().Build());
    }

    [Fact]
    public async Task Given_EntriesThatAreNotThoseOfTheManifest_When_Read_Then_TheyAreRefused()
    {
        var (first, second) = (_archive.Entries[0], _archive.Entries[1]);
        Action<List<(string, byte[])>>[] wrongs =
        [
            entries => entries.Add(("extra", [1])),
            entries => entries.RemoveAt(1),
            entries => entries.Add(first),
            entries => (entries[0], entries[1]) = (second, first),
            entries => entries[0] = ("other.json", first.Bytes),
            entries => entries[1] = (second.Path, [.. second.Bytes, 0]),
            entries => entries[1] = (second.Path, [.. second.Bytes.Skip(1), 1]),
        ];
        foreach (var wrong in wrongs)
        {
            var archive = new ZipBuilder { Entries = [.. _archive.Entries] }.Tell();
            wrong(archive.Entries);
            await ShouldBeRefusedAsync(archive.Build());
        }
    }

    [Theory]
    [InlineData("format_version", 2)]
    [InlineData("format_version", null)]
    [InlineData("entries", null)]
    [InlineData("missing", "none")]
    public async Task Given_AManifestThatIsNone_When_Read_Then_ItIsRefused(string member, object? value)
    {
        _archive.Manifest[member] = System.Text.Json.JsonSerializer.SerializeToNode(value);

        await ShouldBeRefusedAsync(_archive.Build());
    }

    [Fact]
    public async Task Given_NoManifestAtTheEnd_When_Read_Then_ItIsRefused()
    {
        await ShouldBeRefusedAsync(_archive.Build("other.json"));
        await ShouldBeRefusedAsync([]);
        await ShouldBeRefusedAsync("PK"u8.ToArray());
        foreach (var cut in new[] { 1, 30, 200 }) await ShouldBeRefusedAsync(_archive.Build()[..^cut]);
    }

    /// <summary>The directory at the end of the file says more, or less, than the bytes come to.</summary>
    [Theory]
    [InlineData(100_001)]
    [InlineData(99_999)]
    [InlineData(0)]
    [InlineData(0x7FFFFFF0)]
    public async Task Given_ALengthThatLies_When_Read_Then_ItIsRefused(int length)
    {
        var zip = _archive.Build();
        BinaryPrimitives.WriteInt32LittleEndian(zip.AsSpan(Directory(zip, 1) + 24), length);
        _archive.Manifest["entries"]![1]!["size_bytes"] = length;

        await ShouldBeRefusedAsync(zip);
    }

    /// <summary>Many entries, one and the same bytes: a few kilobytes that would be gigabytes.</summary>
    [Fact]
    public async Task Given_EntriesThatShareTheirBytes_When_Read_Then_TheyAreRefused()
    {
        var bytes = RandomNumberGenerator.GetBytes(100_000);
        var archive = new ZipBuilder { Entries = [.. Enumerable.Range(0, 20).Select(number => ($"{number}", bytes))] }.Tell();
        var zip = archive.Build();
        for (var number = 1; number < 20; number++) zip.AsSpan(Directory(zip, 0) + 42, 4).CopyTo(zip.AsSpan(Directory(zip, number) + 42));
        var start = Directory(zip, 0);
        var bomb = zip[..(bytes.Length + 1_000)].Concat(zip[start..]).ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(bomb.AsSpan(bomb.Length - 6), bytes.Length + 1_000);

        (await Refusing(bomb).Should().ThrowAsync<ArchiveRefusedException>()).WithMessage("Entries share*");
    }

    [Fact]
    public async Task Given_AnArchiveOnDisk_When_ItIsVerified_Then_TheVerbSaysWhetherItIsTrue()
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, _archive.Build());
            (await SayAsync(path)).Should().Be((0, "3 entries, 100002 bytes: as the manifest says"));
            _archive.Entries[0] = ("account.json", "[]"u8.ToArray());
            await File.WriteAllBytesAsync(path, _archive.Build());
            (await SayAsync(path)).Should().Be((1, "refused: An entry has another digest than the manifest says."));
        }
        finally
        {
            File.Delete(path);
        }

        (await SayAsync(path)).Code.Should().Be(1);
    }

    /// <summary>A short form of the campaign.</summary>
    [Fact]
    public async Task Given_AlteredArchives_When_Read_Then_TheyAreRefusedOrNothingOfThemIs() =>
        (await ArchiveFuzz.RunRoundAsync(new PCG(0, 7), tries: 300)).Should().Contain("planted fault was found");

    private static async Task<(int Code, string Said)> SayAsync(string path)
    {
        using var output = new StringWriter();
        return (await VerifyExport.RunAsync(path, output), output.ToString().TrimEnd());
    }

    private static async Task<Dictionary<string, byte[]>> ReadAsync(byte[] zip)
    {
        var read = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        using var file = new MemoryStream(zip);
        await ArchiveReader.ReadAsync(file, (path, bytes) => read[path] = [.. read.GetValueOrDefault(path, []), .. bytes], default);
        return read;
    }

    private static Func<Task> Refusing(byte[] zip) => FluentActions.Awaiting(() => ReadAsync(zip));

    private static async Task ShouldBeRefusedAsync(byte[] zip) => await Refusing(zip).Should().ThrowAsync<ArchiveRefusedException>();

    /// <summary>Where the directory speaks of an entry.</summary>
    private static int Directory(byte[] zip, int number)
    {
        var at = BinaryPrimitives.ReadInt32LittleEndian(zip.AsSpan(zip.Length - 6));
        for (; number > 0; number--)
            at += 46 + BinaryPrimitives.ReadUInt16LittleEndian(zip.AsSpan(at + 28)) + BinaryPrimitives.ReadUInt16LittleEndian(zip.AsSpan(at + 30)) + BinaryPrimitives.ReadUInt16LittleEndian(zip.AsSpan(at + 32));
        return at;
    }
}
