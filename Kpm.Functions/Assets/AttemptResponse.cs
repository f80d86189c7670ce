using System.Text.Json;
using Kpm.Core.Assets;
using Kpm.Core.Shared;
using Kpm.Functions.Http;

namespace Kpm.Functions.Assets;

/// <summary>An attempt to reach the owner of a legacy; times in milliseconds since 1970.</summary>
internal sealed record AttemptResponse(
    string Id,
    SelfLink Links,
    string Legacy,
    string Owner,
    string Cause,
    string Stage,
    string? Outcome,
    int Day,
    int Days,
    long SilentSince,
    long CreatedTs,
    long? NextDayTs,
    long? EarliestMetTs,
    long? MetTs,
    AttemptPauseResponse? Pause,
    IReadOnlyList<string> Keepers,
    bool? IsWithdrawn)
{
    /// <param name="attempt">The attempt.</param>
    /// <param name="viewer">Who looks: when somebody was last there, who is sought by the word of keepers, is no business of the keepers.</param>
    public static AttemptResponse Of(ReleaseAttempt attempt, UserId viewer) => new(
        attempt.Id.ToString(),
        new SelfLink($"/legacy/{attempt.State.Release}/attempts/{attempt.Id}"),
        $"/legacy/{attempt.State.Release}",
        $"/users/{attempt.State.Owner}",
        WordOf(attempt.State.MetBefore is null ? attempt.State.Cause : AttemptCause.Both),
        WordOf(attempt.Stage),
        attempt.State.Outcome is { } outcome ? WordOf(outcome) : null,
        attempt.State.Day,
        attempt.State.Terms.Days,
        (attempt.State is not { Cause: AttemptCause.Inactivity, MetBefore: null } && viewer != attempt.State.Owner ? attempt.State.CreatedTs : attempt.State.SilentSince).UnixMilliseconds,
        attempt.State.CreatedTs.UnixMilliseconds,
        attempt.State.NextCheckAt?.UnixMilliseconds,
        attempt.EarliestMet?.UnixMilliseconds,
        attempt.State.MetTs?.UnixMilliseconds,
        attempt.State.Pause is { } pause ? new AttemptPauseResponse($"/users/{pause.By}", pause.At.UnixMilliseconds, pause.DaysLeft) : null,
        [.. attempt.State.Keepers.Select(keeper => $"/users/{keeper}")],
        attempt.State.IsWithdrawn);

    private static string WordOf<TEnum>(TEnum value) where TEnum : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}

/// <summary>The word of a keeper.</summary>
/// <param name="By">The keeper.</param>
/// <param name="At">When, milliseconds since 1970.</param>
/// <param name="DaysLeft">How many days are still not to count.</param>
internal sealed record AttemptPauseResponse(string By, long At, int DaysLeft);
