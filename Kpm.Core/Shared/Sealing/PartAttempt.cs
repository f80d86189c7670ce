using System.Globalization;

namespace Kpm.Core.Shared.Sealing;

/// <summary>One attempt to store one part of a file that is uploaded in parts: a stream of its own, with a header of its own.</summary>
/// <param name="Asset">The asset that the file belongs to.</param>
/// <param name="Upload">The upload, which stands for the version of the file.</param>
/// <param name="Number">Which part; counted from 1.</param>
/// <param name="Attempt">Never used twice.</param>
public sealed record PartAttempt(AssetId Asset, UploadId Upload, int Number, Guid Attempt) : SealedStream
{
    public override string Location => string.Create(CultureInfo.InvariantCulture, $"{FolderOf(Asset, Upload)}{Number:D5}-{Attempt:D}.enc");

    /// <summary>What the names of all blobs of an upload begin with, and of no other blob.</summary>
    public static string FolderOf(AssetId asset, UploadId upload) => $"{asset.ToString()[..4]}/{asset}/{upload}/";

    internal override byte[] Binding() =>
        AssociatedData.Of("kpm.part.v1", Asset.ToString(), Upload.ToString(), Number.ToString(CultureInfo.InvariantCulture), Attempt.ToString("D"));
}
