namespace Kpm.Core.Shared.Sealing;

/// <summary>One attempt to store the archive of an export.</summary>
/// <param name="Export">The export that the archive belongs to.</param>
/// <param name="Attempt">Never used twice.</param>
public sealed record ExportAttempt(ExportId Export, Guid Attempt) : SealedStream
{
    private const string Extension = ".zip.enc";

    public override string Location => $"{FolderOf(Export)}{Attempt:D}{Extension}";

    /// <summary>What the names of all blobs of an export begin with, and of no other blob.</summary>
    public static string FolderOf(ExportId export) => $"exports/{export}/";

    /// <summary>Reads the attempt from the name of one of the export's blobs.</summary>
    /// <exception cref="SealBrokenException">It is not the name of a blob of this export.</exception>
    public static ExportAttempt At(ExportId export, string location)
    {
        var name = location.AsSpan(location.LastIndexOf('/') + 1);
        return name.EndsWith(Extension, StringComparison.Ordinal)
            && Guid.TryParseExact(name[..^Extension.Length], "D", out var attempt)
            && new ExportAttempt(export, attempt) is var found
            && found.Location == location
                ? found
                : throw new SealBrokenException("This is not an archive of this export.");
    }

    internal override byte[] Binding() => AssociatedData.Of("kpm.export.v1", Export.ToString(), Attempt.ToString("D"));
}
