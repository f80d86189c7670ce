using System.IO.Compression;
using System.Text.Json;
using CsCheck;
using Kpm.Tests.Running;

namespace Kpm.Tests.Soak;

/// <summary>
/// Alters archives of exports, in their bytes and in what they say: each is refused, or what is read of it is what was written. A reader
/// that trusts lengths and looks at no digest, planted here, must be found first.
/// </summary>
internal static class ArchiveFuzz
{
    private const int Tries = 5_000;

    private delegate Task<IReadOnlyDictionary<string, byte[]>> Reader(byte[] zip);

    public static Task<string> RunRoundAsync(PCG random) => RunRoundAsync(random, Tries);

    public static async Task<string> RunRoundAsync(PCG random, int tries)
    {
        if ((await RunAsync(random, tries, ReadCarelesslyAsync)).Wrong is not { } found) throw new InvalidOperationException("The planted fault was not found.");
        var (refused, wrong) = await RunAsync(random, tries, ReadAsync);
        if (wrong is not null) throw new InvalidOperationException($"Taken for true: {wrong}");
        return $"of {tries} altered archives {refused} were refused, and nothing of the others was; the planted fault was found ({found})";
    }

    /// <returns>How many were refused, and the first that was taken for true and is not, in words.</returns>
    private static async Task<(int Refused, string? Wrong)> RunAsync(PCG random, int tries, Reader read)
    {
        var refused = 0;
        for (var i = 0; i < tries; i++)
        {
            var archive = Whole(random);
            if (!IsWhole(archive, await read(archive.Build()))) return (refused, "a whole one was not read as it is");
            var (altered, how) = Altered(archive, random);
            try
            {
                if (!IsWhole(archive, await read(altered))) return (refused, how);
            }
            catch (Exception known) when (known is ArchiveRefusedException)
            {
                refused++;
            }
        }

        return (refused, null);
    }

    private static bool IsWhole(ZipBuilder archive, IReadOnlyDictionary<string, byte[]> read) =>
        read.Count == archive.Entries.Count && archive.Entries.TrueForAll(entry => read.TryGetValue(entry.Path, out var bytes) && bytes.AsSpan().SequenceEqual(entry.Bytes));

    private static async Task<IReadOnlyDictionary<string, byte[]>> ReadAsync(byte[] zip)
    {
        var read = new Dictionary<string, MemoryStream>(StringComparer.Ordinal);
        using var file = new MemoryStream(zip, writable: false);
        await ArchiveReader.ReadAsync(file, (path, bytes) =>
        {
            if (!read.TryGetValue(path, out var content)) read[path] = content = new MemoryStream();
            content.Write(bytes);
        }, default);
        return read.Where(entry => entry.Key != "manifest.json").ToDictionary(entry => entry.Key, entry => entry.Value.ToArray(), StringComparer.Ordinal);
    }

    /// <summary>Names and lengths are checked, digests are not.</summary>
    private static Task<IReadOnlyDictionary<string, byte[]>> ReadCarelesslyAsync(byte[] zip)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(zip, writable: false));
            using var manifest = JsonDocument.Parse(BytesOf(archive.Entries[^1]));
            var read = new Dictionary<string, byte[]>(StringComparer.Ordinal);
            foreach (var (named, entry) in manifest.RootElement.GetProperty("entries").EnumerateArray().Zip(archive.Entries))
            {
                var bytes = BytesOf(entry);
                if (entry.FullName.StartsWith("..", StringComparison.Ordinal) || named.GetProperty("path").GetString() != entry.FullName || named.GetProperty("size_bytes").GetInt64() != bytes.Length) throw new InvalidDataException();
                read.Add(entry.FullName, bytes);
            }

            return Task.FromResult<IReadOnlyDictionary<string, byte[]>>(read);
        }
        catch (Exception broken)
        {
            throw new ArchiveRefusedException("broken", broken);
        }
    }

    private static byte[] BytesOf(ZipArchiveEntry entry)
    {
        using var content = entry.Open();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static ZipBuilder Whole(PCG random)
    {
        var archive = new ZipBuilder();
        for (var number = 1 + random.Next(4); number > 0; number--) archive.Entries.Add(($"assets/{number}/a {number}.bin", Bytes(random, (int)random.Next(3_000))));
        return archive.Tell();
    }

    private static (byte[] Zip, string How) Altered(ZipBuilder archive, PCG random)
    {
        var at = (int)random.Next((uint)archive.Entries.Count);
        var (path, bytes) = archive.Entries[at];
        var other = new ZipBuilder { Entries = [.. archive.Entries] }.Tell();
        switch (random.Next(8))
        {
            case 0:
                other.Entries[at] = (path, Bytes(random, bytes.Length));
                return (other.Build(), "other bytes of the same length");
            case 1:
                other.Entries[at] = ($"../{path}", bytes);
                return (other.Tell().Build(), "a name that leads elsewhere");
            case 2:
                other.Entries.Insert(at, (path, bytes));
                return (other.Tell().Build(), "a name that is there twice");
            case 3:
                other.Entries.Insert(at, ("extra", bytes));
                return (other.Build(), "an entry that is not named");
            case 4:
                other.Entries.RemoveAt(at);
                return (other.Build(), "an entry that is not there");
            default:
                var zip = archive.Build();
                for (var changes = 1 + random.Next(4); changes > 0; changes--) zip = Altered(zip, random);
                return (zip, "altered bytes of the file");
        }
    }

    private static byte[] Altered(byte[] zip, PCG random)
    {
        if (zip.Length == 0) return zip;
        var at = (int)random.Next((uint)zip.Length);
        switch (random.Next(6))
        {
            case 0:
                return zip[..at];
            case 1:
                return [.. zip[..at], .. Bytes(random, (int)random.Next(50)), .. zip[at..]];
            case 2:
                return [.. zip[..at], .. zip[Math.Max(0, at - 40)..]];
            default:
                var changed = zip.ToArray();
                changed[at] ^= (byte)(1 << (int)random.Next(8));
                return changed;
        }
    }

    private static byte[] Bytes(PCG random, int count)
    {
        var bytes = new byte[count];
        for (var i = 0; i < count; i++) bytes[i] = (byte)random.Next(256);
        return bytes;
    }
}
