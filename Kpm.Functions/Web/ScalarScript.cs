using System.IO.Compression;
using Scalar.AspNetCore;

namespace Kpm.Functions.Web;

/// <summary>The script of Scalar, which its package holds compressed (gzip) for its own middleware.</summary>
internal static class ScalarScript
{
    private const string Resource = "ScalarStaticAssets.scalar.js";

    /// <exception cref="InvalidOperationException">The package does not hold it under this name any more.</exception>
    public static WebFile Read()
    {
        using var stream = typeof(ScalarOptions).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"The package of Scalar has no {Resource}.");
        using var script = new GZipStream(stream, CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        script.CopyTo(bytes);
        return WebFile.Of(bytes.ToArray(), "text/javascript; charset=utf-8");
    }
}
