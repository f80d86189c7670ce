namespace Kpm.Core.Shared.Sealing;

/// <summary>One attempt to store the file of an asset; bound into the key of every segment, so a blob put in another's place does not open.</summary>
/// <param name="Asset">The asset that the file belongs to.</param>
/// <param name="Attempt">Never used twice.</param>
public sealed record FileAttempt(AssetId Asset, Guid Attempt) : SealedStream
{
    private const string Extension = ".enc";

    /// <summary>Name of the blob.</summary>
    public override string Location => $"{FolderOf(Asset)}{Attempt:D}{Extension}";

    /// <summary>What the names of all blobs of an asset begin with.</summary>
    public static string FolderOf(AssetId asset)
    {
        var id = asset.ToString();
        return $"{id[..4]}/{id}/";
    }

    /// <summary>Reads the attempt from the name of one of the asset's blobs.</summary>
    /// <exception cref="SealBrokenException">It is not the name of a blob of this asset.</exception>
    public static FileAttempt At(AssetId asset, string location)
    {
        var name = location.AsSpan(location.LastIndexOf('/') + 1);
        return name.EndsWith(Extension, StringComparison.Ordinal)
            && Guid.TryParseExact(name[..^Extension.Length], "D", out var attempt)
            && new FileAttempt(asset, attempt) is var found
            && found.Location == location
                ? found
                : throw new SealBrokenException("This is not a file of this asset.");
    }

    internal override byte[] Binding() => AssociatedData.Of("kpm.file.v1", Asset.ToString(), Attempt.ToString("D"));
}
