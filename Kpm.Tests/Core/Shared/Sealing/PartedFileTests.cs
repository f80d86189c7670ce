using System.Security.Cryptography;
using CsCheck;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Tests.Core.Shared.Sealing;

/// <summary>Files in parts, with segments of 64 bytes: 8 plain bytes in the first, 48 in each other one.</summary>
public sealed class PartedFileTests
{
    /// <summary>Around every boundary of a segment.</summary>
    private static readonly int[] Lengths = [1, 2, 7, 8, 9, 55, 56, 57, 103, 104, 105, 200];

    /// <summary>Parts as they arrive: in any order, some again with other bytes, some broken off.</summary>
    private static readonly Gen<(int Number, byte[] Plain, bool BreaksOff)[]> Arrivals =
        Gen.Select(Gen.Int[1, 6], Gen.Int[0, Lengths.Length - 1].SelectMany(index => Gen.Byte.Array[Lengths[index]]), Gen.Int[0, 5].Select(roll => roll == 0)).Array[0, 12];

    [Fact]
    public async Task Given_PartsInAnyOrderAndRepeated_When_AnyRangeIsRead_Then_ItIsThatOfWhatWasCompleted() =>
        await Gen.Select(Arrivals, Gen.Double.Unit, Gen.Double.Unit).SampleAsync(async (arrivals, a, b) =>
        {
            var (bytes, plain) = await StoreAsync(arrivals);
            var (one, other) = ((int)(a * (plain.Length + 1)), (int)(b * (plain.Length + 1)));
            var (offset, end) = (Math.Min(one, other), Math.Max(one, other));

            (await bytes.OpenAsync(0, plain.Length)).Should().Equal(plain);
            (await bytes.OpenAsync(offset, end - offset)).Should().Equal(plain[offset..end]);
            (await bytes.VerifyAsync()).Should().Be(new PlainFile(plain.Length, Convert.ToHexStringLower(SHA256.HashData(plain))));
        }, iter: 300);

    [Fact]
    public async Task Given_PartsInAnyOrderAndRepeated_When_Completed_Then_NoKeyAndNonceWereUsedTwice() =>
        await Arrivals.SampleAsync(async arrivals =>
        {
            var (bytes, _) = await StoreAsync(arrivals);
            await bytes.CompleteAsync();

            bytes.KeysAndNonces.Should().OnlyHaveUniqueItems();
            bytes.Headers.Select(header => header[2..66]).Should().OnlyHaveUniqueItems("the salts differ");
            bytes.Headers.Select(header => header[66..]).Should().OnlyHaveUniqueItems("the nonce prefixes differ");
        }, iter: 300);

    [Fact]
    public async Task Given_AFileInParts_When_AnyByteOfAnyOfItsBlobsIsAltered_Then_ItIsBroken()
    {
        var (bytes, plain) = await StoreAsync([(1, Sample.Bytes(60), false), (2, Sample.Bytes(9), false)]);
        foreach (var (location, blob) in bytes.Blobs.ToList())
        {
            for (var position = 0; position < blob.Length; position++)
            {
                bytes.Blobs[location] = [.. blob[..position], (byte)(blob[position] ^ 0x80), .. blob[(position + 1)..]];
                await BrokenAsync(() => bytes.OpenAsync(0, plain.Length), $"byte {position} of {location} was altered");
            }

            bytes.Blobs[location] = blob;
        }

        (await bytes.OpenAsync(0, plain.Length)).Should().Equal(plain);
    }

    [Fact]
    public async Task Given_AFileInParts_When_ABlobIsReplacedByAnyOther_Then_ItIsBroken()
    {
        var bytes = new PartedBytes();
        await bytes.PutAsync(1, Sample.Bytes(60));
        await bytes.PutAsync(2, Sample.Bytes(60));
        await bytes.CompleteAsync();
        await bytes.PutAsync(1, Sample.Bytes(60));
        var table = await bytes.CompleteAsync();
        var inUse = table.Parts.Select(part => bytes.Table.NameOf(part).Location).Append(bytes.Table.Location).ToList();
        bytes.Blobs.Should().HaveCount(5, "there are a replaced attempt and the table of an earlier completion, too");

        foreach (var location in inUse)
        {
            var own = bytes.Blobs[location];
            foreach (var (_, other) in bytes.Blobs.Where(blob => blob.Key != location).ToList())
            {
                bytes.Blobs[location] = other;
                await BrokenAsync(() => bytes.OpenAsync(0, 120), "another blob lies there");
            }

            bytes.Blobs[location] = own;
        }
    }

    [Fact]
    public async Task Given_AFileInParts_When_ABlobIsCutOrContinued_Then_ItIsBroken()
    {
        var (bytes, plain) = await StoreAsync([(1, Sample.Bytes(120), false), (2, Sample.Bytes(9), false)]);
        foreach (var (location, blob) in bytes.Blobs.ToList())
        {
            foreach (var other in new[] { blob[..^1], blob[..^16], blob[..64], blob[..40], [], [.. blob, 0], [.. blob, .. blob[^64..]] })
            {
                bytes.Blobs[location] = other;
                if (other.Length != blob.Length) await BrokenAsync(() => bytes.OpenAsync(0, plain.Length), $"{location} has {other.Length} bytes");
            }

            bytes.Blobs[location] = blob;
        }
    }

    [Fact]
    public async Task Given_AFileInParts_When_ARangeIsRead_Then_OnlyItsSegmentsOfItsPartsAreFetched()
    {
        var (bytes, _) = await StoreAsync([(1, Sample.Bytes(100), false), (2, Sample.Bytes(100), false), (7, Sample.Bytes(100), false)]);
        var fetched = new List<string>();

        await bytes.OpenAsync(99, 106, fetched);

        fetched.Should().Equal("00001:0+40", "00001:128+60", "00002:0+188", "00007:0+64");
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, -1)]
    [InlineData(0, 18)]
    [InlineData(17, 1)]
    [InlineData(1, long.MaxValue)]
    public async Task Given_ARangeOutsideTheFile_When_Read_Then_ItIsRefused(long offset, long count)
    {
        var (bytes, _) = await StoreAsync([(1, Sample.Bytes(8), false), (2, Sample.Bytes(9), false)]);

        await FluentActions.Awaiting(() => bytes.OpenAsync(offset, count)).Should().ThrowAsync<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Given_PartsThatMakeNoFile_When_ATableIsMade_Then_ItIsRefused()
    {
        foreach (var parts in new FilePart[][] { [Part(2), Part(1)], [Part(1), Part(1)], [Part(0)], [Part(PartTable.MaximumParts + 1)], [Part(1) with { SizeBytes = 0 }] })
            FluentActions.Invoking(() => PartTable.Of(parts)).Should().Throw<ArgumentException>();
    }

    [Fact]
    public async Task Given_TheLargestTable_When_SealedAndOpened_Then_ItIsTheSame()
    {
        var table = PartTable.Of(Enumerable.Range(1, PartTable.MaximumParts).Select(Part));
        var name = new PartTableName(Sample.Asset, PartedBytes.Upload, Guid.CreateVersion7());
        var layout = FileFormat.FourMebibytes.Layout;
        using var key = Sample.DataKey();
        using var output = new MemoryStream();

        await PartedFile.SealTableAsync(key, name, layout, table, output.WriteAsync, default);
        output.Position = 0;

        (await PartedFile.OpenTableAsync(key, name, layout, output, output.Length, default)).Parts.Should().Equal(table.Parts);
    }

    private static FilePart Part(int number) => new(number, new Guid(number, 15, 0, [0, 0, 0, 0, 0, 0, 0, 0]), number + 1L, new string('a', 64));

    /// <summary>Lets the parts arrive and completes the file.</summary>
    private static async Task<(PartedBytes Bytes, byte[] Plain)> StoreAsync((int Number, byte[] Plain, bool BreaksOff)[] arrivals)
    {
        var bytes = new PartedBytes();
        var kept = new SortedDictionary<int, byte[]>();
        foreach (var (number, plain, breaksOff) in arrivals)
        {
            if (breaksOff)
            {
                await bytes.BreakOffAsync(number, plain);
                continue;
            }

            await bytes.PutAsync(number, plain);
            kept[number] = plain;
        }

        await bytes.CompleteAsync();
        return (bytes, [.. kept.Values.SelectMany(part => part)]);
    }

    private static async Task BrokenAsync(Func<Task> opening, string because) => await opening.Should().ThrowAsync<SealBrokenException>(because);
}
