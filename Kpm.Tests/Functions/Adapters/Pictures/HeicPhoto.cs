using Kpm.Tests.Local;

namespace Kpm.Tests.Functions.Adapters.Pictures;

/// <summary>A photo as phones take it, 29 by 100 pixels; the decoder at hand reads this format and does not write it. See <c>Samples/LICENSE.txt</c>.</summary>
internal static class HeicPhoto
{
    public static byte[] Bytes { get; } = File.ReadAllBytes(Path.Combine(LocalPart.RepositoryRoot, "Kpm.Tests", "Functions", "Adapters", "Pictures", "Samples", "photo.heic"));

    /// <summary>The same, in a coding that no decoder knows: it still says that it is HEIC.</summary>
    public static byte[] InUnknownCoding()
    {
        var bytes = Bytes.ToArray();
        for (var at = bytes.AsSpan().IndexOf("hvc1"u8); at >= 0; at = bytes.AsSpan().IndexOf("hvc1"u8)) "xxc1"u8.CopyTo(bytes.AsSpan(at));
        return bytes;
    }
}
