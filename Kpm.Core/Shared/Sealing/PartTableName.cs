namespace Kpm.Core.Shared.Sealing;

/// <summary>One attempt to seal the part table of an upload.</summary>
/// <param name="Asset">The asset that the file belongs to.</param>
/// <param name="Upload">The upload, which stands for the version of the file.</param>
/// <param name="Attempt">Never used twice.</param>
public sealed record PartTableName(AssetId Asset, UploadId Upload, Guid Attempt) : SealedStream
{
    private const string Extension = ".table";

    public override string Location => $"{PartAttempt.FolderOf(Asset, Upload)}{Attempt:D}{Extension}";

    /// <summary>Whether this is the name of the blob of a part table.</summary>
    public static bool IsTable(string location) => location.EndsWith(Extension, StringComparison.Ordinal);

    /// <summary>Reads the name from that of one of the asset's blobs.</summary>
    /// <exception cref="SealBrokenException">It is not the name of a part table of this asset.</exception>
    public static PartTableName At(AssetId asset, string location) =>
        IsTable(location)
        && location.Split('/') is [_, _, var upload, var name]
        && Guid.TryParseExact(upload, "D", out var uploadId)
        && Guid.TryParseExact(name[..^Extension.Length], "D", out var attempt)
        && new PartTableName(asset, UploadId.Of(uploadId), attempt) is var found
        && found.Location == location
            ? found
            : throw new SealBrokenException("This is not a part table of this asset.");

    /// <summary>The attempt of a part that the table names.</summary>
    public PartAttempt NameOf(FilePart part) => new(Asset, Upload, part.Number, part.Attempt);

    internal override byte[] Binding() => AssociatedData.Of("kpm.parts.v1", Asset.ToString(), Upload.ToString(), Attempt.ToString("D"));
}
