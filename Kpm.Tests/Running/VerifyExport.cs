using System.Globalization;

namespace Kpm.Tests.Running;

/// <summary><c>make verify-export FILE=</c>: says whether the archive of an export is what its manifest says. Needs no running system.</summary>
internal static class VerifyExport
{
    /// <returns>0 when it is; 1 when not.</returns>
    public static async Task<int> RunAsync(string path, TextWriter output)
    {
        try
        {
            await using var file = File.OpenRead(path);
            var manifest = await ArchiveReader.ReadAsync(file, (_, _) => { }, default);
            foreach (var missing in manifest.Missing) await output.WriteLineAsync($"missing: {missing.Path} ({missing.Code})");
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{manifest.Entries.Count} entries, {manifest.Entries.Sum(entry => entry.SizeBytes)} bytes: as the manifest says"));
            return 0;
        }
        catch (Exception refused) when (refused is ArchiveRefusedException or IOException or UnauthorizedAccessException)
        {
            await output.WriteLineAsync($"refused: {refused.Message}");
            return 1;
        }
    }
}
