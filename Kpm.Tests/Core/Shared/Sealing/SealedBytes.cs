using Kpm.Core.Shared.Sealing;

namespace Kpm.Tests.Core.Shared.Sealing;

/// <summary>Seals and opens files that lie in memory.</summary>
internal static class SealedBytes
{
    /// <summary>Small segments: 8 plain bytes in the first, 48 in each other one.</summary>
    public static SegmentLayout Layout { get; } = new(64);

    public static async Task<byte[]> SealAsync(byte[] plain, SegmentLayout? layout = null)
    {
        using var key = Sample.DataKey();
        using var output = new MemoryStream();
        var measured = await SegmentedFile.SealAsync(key, Sample.Attempt, layout ?? Layout, new MemoryStream(plain), output.WriteAsync, long.MaxValue, CancellationToken.None);
        measured!.SizeBytes.Should().Be(plain.Length);
        return output.ToArray();
    }

    /// <summary>Opens the whole file, trusting nothing but its bytes for its length.</summary>
    public static Task<byte[]> OpenAsync(byte[] sealedFile, SegmentLayout? layout = null) =>
        OpenAsync(sealedFile, 0, (layout ?? Layout).PlainLength(sealedFile.Length), layout);

    public static async Task<byte[]> OpenAsync(byte[] sealedFile, long offset, long count, SegmentLayout? layout = null, FileAttempt? attempt = null)
    {
        layout ??= Layout;
        using var key = Sample.DataKey();
        using var output = new MemoryStream();
        await SegmentedFile.OpenAsync(
            key, attempt ?? Sample.Attempt, layout, layout.PlainLength(sealedFile.Length), ReaderOf(sealedFile), offset, count, output, CancellationToken.None);
        return output.ToArray();
    }

    public static SealedRangeReader ReaderOf(byte[] sealedFile) => (offset, count, _) =>
    {
        var available = Math.Clamp(sealedFile.Length - offset, 0, count);
        return Task.FromResult<Stream>(new MemoryStream(sealedFile, (int)Math.Min(offset, sealedFile.Length), (int)available));
    };
}
