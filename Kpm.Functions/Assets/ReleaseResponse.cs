using System.Text.Json;
using Kpm.Core.Assets;
using Kpm.Functions.Http;

namespace Kpm.Functions.Assets;

/// <summary>A release as one of its people sees it.</summary>
internal sealed record ReleaseResponse(
    string Id,
    SelfLink Links,
    string Name,
    string? Description,
    string ReleaseType,
    string Owner,
    IReadOnlyList<string> Receivers,
    IReadOnlyList<string> Assets,
    IReadOnlyDictionary<string, object> Conditions,
    long CreatedTs,
    long? ModifiedTs,
    string State,
    IReadOnlyList<InvitedResponse>? Invited)
{
    public static ReleaseResponse Of(ReleaseRow row) => new(
        row.Id.ToString(),
        new SelfLink($"/legacy/{row.Id}"),
        row.Content.Name,
        row.Content.Description,
        WordOf(row.ReleaseType),
        $"/users/{row.Owner}",
        [.. row.Receivers.Select(receiver => $"/users/{receiver}")],
        [.. row.Assets.Select(asset => $"/assets/{asset}")],
        ConditionsOf(row),
        row.CreatedTs.UnixMilliseconds,
        row.ModifiedTs?.UnixMilliseconds,
        row.Lifecycle.ToString().ToLowerInvariant(),
        row.Content.Invited.IsEmpty ? null : [.. row.Content.Invited.Select(InvitedResponse.Of)]);

    public static string WordOf(ReleaseType type) => JsonNamingPolicy.SnakeCaseLower.ConvertName(type.ToString());

    /// <summary>Only the conditions that there are; the place is for the owner alone, others learn that there is one, or that there is a date that is a secret.</summary>
    private static Dictionary<string, object> ConditionsOf(ReleaseRow row)
    {
        var conditions = new Dictionary<string, object>(StringComparer.Ordinal);
        if (row.ReleaseTs is { } releaseTs) conditions["release_time"] = releaseTs.UnixMilliseconds;
        if (row.IsTimeLocked) conditions["time_locked"] = true;
        if (row.HasPlace) conditions["geo_locked"] = true;
        if (row.Content.Places is [var place, ..]) conditions["location"] = place;
        if (conditions.Count == 0) conditions["immediate"] = true;
        return conditions;
    }
}

/// <summary>A receiver who was named by an address, as the owner sees them.</summary>
internal sealed record InvitedResponse(string Id, string Name, string Email, string State)
{
    public static InvitedResponse Of(Invitee invitee) => new(invitee.Invitation.ToString(), invitee.Name, invitee.Email, invitee.AcceptedBy is null ? "pending" : "accepted");

    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => nameof(InvitedResponse);
}
