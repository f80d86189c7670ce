using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets.UseCases;

/// <summary>Reads an upload and what has arrived. Whoever opened it may call it.</summary>
public sealed record GetUpload(AssetId Asset, UploadId Upload, UserId By);

/// <summary>An upload and its parts, by number.</summary>
public sealed record UploadView(Upload Upload, ImmutableArray<ArrivedPart> Parts);

public sealed class GetUploadHandler(IUploads uploads, IUploadParts parts)
{
    /// <remarks>Error: <see cref="Forbidden"/>, also for an unknown upload.</remarks>
    public async Task<Result<UploadView>> HandleAsync(GetUpload query, CancellationToken cancellationToken)
    {
        if (await uploads.FindAsync(query.Upload, cancellationToken) is not { } upload || !upload.IsOf(query.Asset, query.By)) return new Forbidden();
        return new UploadView(upload, await parts.ListAsync(query.Upload, cancellationToken));
    }
}
