using System.Text.Json;
using Kpm.Core.Assets;
using Kpm.Core.Assets.UseCases;
using Kpm.Functions.Http;

namespace Kpm.Functions.Assets;

/// <summary>A rehearsal in a list.</summary>
internal sealed record RehearsalRowResponse(string Id, SelfLink Links, string State, long At, bool? Passed, bool Stale, string? Problem, long CreatedTs, long? EndedTs)
{
    public static RehearsalRowResponse Of(Rehearsal rehearsal) => new(
        rehearsal.Id.ToString(),
        new SelfLink($"/legacy/{rehearsal.State.Release}/rehearsals/{rehearsal.Id}"),
        RehearsalResponse.WordOf(rehearsal.State.Status),
        rehearsal.State.Clock.UnixMilliseconds,
        rehearsal.State.Passed,
        rehearsal.State.IsStale,
        rehearsal.State.Problem,
        rehearsal.State.CreatedTs.UnixMilliseconds,
        rehearsal.State.EndedTs?.UnixMilliseconds);
}

/// <summary>A rehearsal as the owner of the plan sees it.</summary>
internal sealed record RehearsalResponse(
    string Id,
    SelfLink Links,
    string State,
    long At,
    string? Location,
    bool Silent,
    bool Preceded,
    bool? Passed,
    bool Stale,
    string? Problem,
    long CreatedTs,
    long? EndedTs,
    long? LegacyVersion,
    RehearsalResultResponse? Result)
{
    public static RehearsalResponse Of(RehearsalView view)
    {
        var row = RehearsalRowResponse.Of(view.Rehearsal);
        var result = view.Content.Result is { } found ? RehearsalResultResponse.Of(found, view.Content) : null;
        return new RehearsalResponse(row.Id, row.Links, row.State, row.At, view.Content.Place, view.Content.IsSilent, view.Content.IsPreceded, row.Passed, row.Stale, row.Problem, row.CreatedTs, row.EndedTs, view.Rehearsal.State.PlanVersion, result);
    }

    public static string WordOf<TWord>(TWord word) where TWord : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(word.ToString());

    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => nameof(RehearsalResponse);
}

/// <summary>What a rehearsal found.</summary>
internal sealed record RehearsalResultResponse(
    string Outcome,
    long? OpenFrom,
    long? MetFrom,
    bool HoldsConfirmed,
    IReadOnlyList<RehearsedLeafResponse> Leaves,
    IReadOnlyList<RehearsedReceiverResponse> Receivers,
    IReadOnlyList<RehearsedKeeperResponse> Keepers,
    IReadOnlyList<RehearsedAssetResponse> Assets,
    IReadOnlyList<RehearsedMailResponse> Mails)
{
    public static RehearsalResultResponse Of(RehearsalResult result, RehearsalContent content) => new(
        RehearsalResponse.WordOf(result.Outcome),
        result.OpenFrom?.UnixMilliseconds,
        result.MetFrom?.UnixMilliseconds,
        result.AreHoldsConfirmed,
        [.. result.Leaves.Select((leaf, number) => RehearsedLeafResponse.Of(leaf, number))],
        [.. result.Receivers.Select(RehearsedReceiverResponse.Of)],
        [.. result.Keepers.Select(found => new RehearsedKeeperResponse($"/users/{found.Keeper}", found.Problem))],
        [.. content.Assets.Select(asset => new RehearsedAssetResponse($"/assets/{asset.Asset}", asset.Problem, asset.SizeBytes, asset.Sha256))],
        [.. result.Mails.Select(mail => new RehearsedMailResponse(JsonNamingPolicy.SnakeCaseLower.ConvertName(mail.Kind), mail.Receiver is { } receiver ? $"/users/{receiver}" : null))]);

    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => nameof(RehearsalResultResponse);
}

/// <summary>How a leaf of the conditions would stand; counted from 0 in the order of the tree.</summary>
internal sealed record RehearsedLeafResponse(int Leaf, bool Met, long? Since, long? NextChange, string? Grade, string? By, string? Problem)
{
    public static RehearsedLeafResponse Of(LeafFinding leaf, int number) => new(
        number,
        leaf.IsMet,
        leaf.Since?.UnixMilliseconds,
        leaf.NextChange?.UnixMilliseconds,
        leaf.Grade is { } grade ? RehearsalResponse.WordOf(grade) : null,
        leaf.By is { } by ? $"/users/{by}" : null,
        leaf.Problem);
}

/// <summary>What stands between a receiver, or somebody who is invited, and the plan.</summary>
internal sealed record RehearsedReceiverResponse(string? Receiver, string? Invitation, string? Problem)
{
    public static RehearsedReceiverResponse Of(ReceiverFinding finding) =>
        new(finding.Receiver is { } receiver ? $"/users/{receiver}" : null, finding.Invitation?.ToString(), finding.Problem);
}

/// <summary>What stands between a keeper and the word that is theirs to give.</summary>
internal sealed record RehearsedKeeperResponse(string Keeper, string? Problem);

/// <summary>What was found of an asset.</summary>
internal sealed record RehearsedAssetResponse(string Asset, string? Problem, long VerifiedBytes, string? Sha256)
{
    /// <summary>Never the digest: it must not reach a log.</summary>
    public override string ToString() => $"RehearsedAssetResponse {{ Asset = {Asset} }}";
}

/// <summary>A mail that somebody would get.</summary>
internal sealed record RehearsedMailResponse(string Kind, string? Receiver);
