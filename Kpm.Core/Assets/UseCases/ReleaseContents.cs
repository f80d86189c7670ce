using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets.UseCases;

internal static class ReleaseContents
{
    /// <summary>The content of a release; <see cref="ReleaseContent.Erased"/> when its owner's key was erased.</summary>
    public static async Task<ReleaseContent> OpenContentAsync(this IContentSealer sealer, AssetRelease release, CancellationToken cancellationToken)
    {
        try
        {
            return await sealer.OpenAsync<ReleaseContent>(AssetRelease.RecordOf(release.Id), release.State.Sealed, release.State.Owner, cancellationToken);
        }
        catch (UserKeyMissingException)
        {
            return ReleaseContent.Erased;
        }
    }
}
