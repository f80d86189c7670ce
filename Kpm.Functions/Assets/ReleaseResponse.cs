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
    IReadOnlyList<InvitedResponse>? Invited,
    LastRehearsedResponse? LastRehearsed,
    RevocationResponse? Revocation)
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
        row.Content.Invited.IsEmpty ? null : [.. row.Content.Invited.Select(InvitedResponse.Of)],
        row.LastRehearsed is { } last ? LastRehearsedResponse.Of(row, last) : null,
        row.Revocation is { } revocation ? RevocationResponse.Of(revocation) : null);

    public static string WordOf(ReleaseType type) => JsonNamingPolicy.SnakeCaseLower.ConvertName(type.ToString());

    /// <summary>Only the conditions that there are; the place is for the owner alone, others learn that there is one, or that there is a date that is a secret.</summary>
    private static Dictionary<string, object> ConditionsOf(ReleaseRow row)
    {
        var conditions = new Dictionary<string, object>(StringComparer.Ordinal);
        if (row is { HasNoDate: false, ReleaseTs: { } releaseTs }) conditions["release_time"] = releaseTs.UnixMilliseconds;
        if (row.IsTimeLocked || row.HasNoDate) conditions["time_locked"] = true;
        if (row.HasPlace) conditions["geo_locked"] = true;
        if (row.Content.Places is [var place, ..]) conditions["location"] = place;
        if (conditions.Count == 0) conditions["immediate"] = true;
        return conditions;
    }
}

/// <summary>The latest rehearsal of a release, as its owner sees it.</summary>
/// <param name="Ts">When it was done, milliseconds since 1970.</param>
/// <param name="Passed">Whether nothing but its conditions stood in the way of the plan.</param>
/// <param name="Stale">Whether something on which it depends has changed since.</param>
/// <param name="Path">Where it is.</param>
internal sealed record LastRehearsedResponse(long Ts, bool Passed, bool Stale, string Path)
{
    public static LastRehearsedResponse Of(ReleaseRow row, LastRehearsal last) =>
        new(last.At.UnixMilliseconds, last.Passed, last.IsStale, $"/legacy/{row.Id}/rehearsals/{last.Id}");
}

/// <summary>A receiver who was named by an address, as the owner sees them.</summary>
internal sealed record InvitedResponse(string Id, string Name, string Email, string State)
{
    public static InvitedResponse Of(Invitee invitee) => new(invitee.Invitation.ToString(), invitee.Name, invitee.Email, invitee.AcceptedBy is null ? "pending" : "accepted");

    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => nameof(InvitedResponse);
}
