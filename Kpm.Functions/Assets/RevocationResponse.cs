using Kpm.Core.Assets;

namespace Kpm.Functions.Assets;

/// <summary>A revocation as one of the people of its release sees it.</summary>
internal sealed record RevocationResponse(long RevokedTs, string State, IReadOnlyList<RevokedAssetResponse> Assets)
{
    public static RevocationResponse Of(RevocationView view) => new(
        view.At.UnixMilliseconds,
        view.IsSettled ? "settled" : "running",
        [.. view.Assets.Select(RevokedAssetResponse.Of)]);
}

/// <summary>What became of one asset of a revoked release.</summary>
internal sealed record RevokedAssetResponse(string Asset, string Result, IReadOnlyList<string> TakenFrom, IReadOnlyList<DownloadResponse> Downloads)
{
    public static RevokedAssetResponse Of(RevokedAsset settled) => new(
        $"/assets/{settled.Asset}",
        RevocationWords.Of(settled.Result),
        [.. settled.TakenFrom.Select(person => $"/users/{person}")],
        [.. settled.Downloads.Select(download => new DownloadResponse($"/users/{download.By}", download.At.UnixMilliseconds))]);
}

/// <summary>The first download of somebody.</summary>
internal sealed record DownloadResponse(string By, long DownloadedTs);
