using Kpm.Core.Shared;

namespace Kpm.Core.Assets.UseCases;

internal static class NotedDownload
{
    /// <summary>Notes that somebody is about to get the bytes: one write the first time that a release brought them, else none.</summary>
    /// <exception cref="ConcurrencyConflictException">The asset changed meanwhile: whether it may be opened is to be decided anew.</exception>
    public static async Task NoteDownloadAsync(this IAssets assets, Asset asset, UserId by, Timestamp? at, CancellationToken cancellationToken)
    {
        if (at is not { } now) return;
        asset.NoteDownload(by, now);
        await assets.SaveAsync(asset, cancellationToken);
    }
}
