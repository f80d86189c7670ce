using Kpm.Core.Users.Keep;
using Kpm.Functions.Http;

namespace Kpm.Functions.Users;

/// <summary>A keep as one of its two people sees it.</summary>
internal sealed record KeepResponse(string Id, long CreatedTs, long? ModifiedTs, string State, UserPublic Requester, UserPublic Requested, string? DeclinedBy, string? Name, SelfLink Links)
{
    public static KeepResponse Of(KeepRow row) => new(
        row.Id.ToString(),
        row.CreatedTs.UnixMilliseconds,
        row.ModifiedTs?.UnixMilliseconds,
        row.Lifecycle.ToString().ToLowerInvariant(),
        UserPublic.Of(row.Requester),
        UserPublic.Of(row.Requested),
        row.DeclinedBy?.ToString().ToLowerInvariant(),
        row.Name,
        new SelfLink($"/me/keeps/{row.Id}"));
}
