using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets.Reactions;

/// <summary>An asset got its file: of an image a thumbnail is made, and what it says about its date and place is offered. Whatever is wrong with the image, the asset stays as it is.</summary>
public sealed class MakePicture(IAssets assets, IContentSealer sealer, IFileVault vault, IPictureMaker pictures, IClock clock)
{
    /// <param name="happened">What happened.</param>
    /// <param name="attempt">Names this attempt: never used twice.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task HandleAsync(AssetCreated happened, Guid attempt, CancellationToken cancellationToken)
    {
        if (await assets.FindAsync(happened.Asset, cancellationToken) is not { } asset || !asset.WantsPicture) return;
        var opener = asset.State.Owners[0];
        using var file = new MemoryStream((int)asset.State.SizeBytes);
        await vault.ReadAsync(asset.Id, asset.State.File!, asset.State.Sealed, opener, 0, asset.State.SizeBytes, file, cancellationToken);
        if (await pictures.MakeAsync(file.GetBuffer().AsMemory(0, (int)file.Length), cancellationToken) is not { } picture) return;

        using var thumbnail = new MemoryStream(picture.Thumbnail.ToArray(), writable: false);
        var stored = await vault.WriteAsync(asset.Id, attempt, asset.State.Sealed, opener, thumbnail, Picture.LargestSourceBytes, cancellationToken);
        try
        {
            await AttachAsync(asset, opener, picture, stored!, cancellationToken);
        }
        catch (ConcurrencyConflictException)
        {
            // Only this says for certain that the asset does not have it; what any other failure leaves behind the sweep for orphans finds.
            await vault.DeleteAsync(stored!.Location, CancellationToken.None);
            throw;
        }
    }

    private async Task AttachAsync(Asset asset, UserId opener, Picture picture, SealedFile thumbnail, CancellationToken cancellationToken)
    {
        var record = Asset.RecordOf(asset.Id);
        var content = await sealer.OpenAsync<AssetContent>(record, asset.State.Sealed, opener, cancellationToken);
        var suggesting = content with { SuggestedDate = picture.TakenDate, SuggestedLocation = picture.TakenAt };
        asset.AttachPicture(thumbnail, await sealer.ResealAsync(record, asset.State.Sealed, opener, suggesting, cancellationToken), clock.Now);
        await assets.SaveAsync(asset, cancellationToken);
    }
}
