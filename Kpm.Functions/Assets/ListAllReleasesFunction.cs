using Kpm.Core.Assets;
using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;
using Kpm.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Assets;

/// <summary><c>GET /legacy</c>: every release, for admins.</summary>
internal sealed class ListAllReleasesFunction(ListReleasesHandler handler)
{
    [Function("ListReleases")]
    [MayCall(Access.Admin)]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/legacy")] HttpRequest request, CancellationToken cancellationToken)
    {
        var parameters = new PageQuery(request);
        var query = new ListReleases(parameters.Page());
        if (parameters.Errors.Count > 0) return Reply.Refused(new ValidationFailed(parameters.Errors));
        return Reply.Ok(PageResponse<ReleaseEntryResponse>.Of(await handler.HandleAsync(query, cancellationToken), ReleaseEntryResponse.Of));
    }

    /// <summary>A release as admins see it: the shape of <see cref="ReleaseResponse"/>, and null where it is sealed. An admin is not an owner.</summary>
    private sealed record ReleaseEntryResponse(
        string Id,
        SelfLink Links,
        string? Name,
        string? Description,
        string ReleaseType,
        string Owner,
        IReadOnlyList<string> Receivers,
        IReadOnlyList<string> Assets,
        IReadOnlyDictionary<string, object>? Conditions,
        long CreatedTs,
        long? ModifiedTs,
        string State)
    {
        public static ReleaseEntryResponse Of(ReleaseDirectoryRow row) => new(
            row.Id.ToString(),
            new SelfLink($"/legacy/{row.Id}"),
            Name: null,
            Description: null,
            ReleaseResponse.WordOf(row.ReleaseType),
            $"/users/{row.Owner}",
            [.. row.Receivers.Select(receiver => $"/users/{receiver}")],
            [.. row.Assets.Select(asset => $"/assets/{asset}")],
            Conditions: null,
            row.CreatedTs.UnixMilliseconds,
            row.ModifiedTs?.UnixMilliseconds,
            row.Lifecycle.ToString().ToLowerInvariant());
    }
}
