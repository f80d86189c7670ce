using System.Runtime.CompilerServices;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets.Reactions.ExportSources;

/// <summary>Exports the releases of the person, whatever became of them, with their places. What others plan for the person is theirs.</summary>
public sealed class ExportLegacies(IReleases releases, IContentSealer sealer) : IExportSource
{
    private const string Path = "legacies.json";

    public Task WriteAsync(UserId person, IExportWriter writer, CancellationToken cancellationToken) =>
        writer.AddDocumentAsync(Path, ReadAsync(person, writer, cancellationToken), cancellationToken);

    private async IAsyncEnumerable<ExportedLegacy> ReadAsync(UserId person, IExportWriter writer, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var id in await releases.FindOfAsync(person, cancellationToken))
        {
            if (await releases.FindAsync(id, cancellationToken) is not { } release || release.State.Owner != person) continue;
            if (await TryOpenAsync(release, cancellationToken) is { } content) yield return ExportedLegacy.Of(ReleaseRow.Of(release, content, ReleaseRole.Owner), release.State);
            else writer.NameMissing($"{Path}#{id}", "content_damaged");
        }
    }

    private async Task<ReleaseContent?> TryOpenAsync(AssetRelease release, CancellationToken cancellationToken)
    {
        try
        {
            return await sealer.OpenAsync<ReleaseContent>(AssetRelease.RecordOf(release.Id), release.State.Sealed, release.State.Owner, cancellationToken);
        }
        catch (SealBrokenException)
        {
            return null;
        }
    }
}

/// <summary>A release in an export.</summary>
internal sealed record ExportedLegacy(
    string Id,
    string Name,
    string? Description,
    ReleaseType ReleaseType,
    BequestType Bequest,
    DeliveryMode Delivery,
    IReadOnlyList<string> Receivers,
    IReadOnlyList<ExportedInvitee> Invited,
    IReadOnlyList<string> Assets,
    IReadOnlyList<string> Delivered,
    IReadOnlyList<string> Failed,
    IReadOnlyList<string> TakenBack,
    Timestamp? ReleaseTime,
    IReadOnlyList<string> Locations,
    string State,
    CancelReason? CancelReason,
    Timestamp CreatedTs,
    Timestamp? ModifiedTs)
{
    public static ExportedLegacy Of(ReleaseRow row, ReleaseState state) => new(
        $"/legacy/{row.Id}",
        row.Content.Name,
        row.Content.Description,
        row.ReleaseType,
        state.Bequest,
        state.Delivery,
        [.. row.Receivers.Select(receiver => $"/users/{receiver}")],
        [.. row.Content.Invited.Select(invitee => new ExportedInvitee(invitee.Name, invitee.Email, invitee.AcceptedBy is { } user ? $"/users/{user}" : null))],
        References(row.Assets),
        References(state.Delivered),
        References(state.Failed),
        References(state.Revocation?.Settled.Where(settled => settled.IsBack).Select(settled => settled.Asset) ?? []),
        row.HasNoDate ? null : row.ReleaseTs,
        row.Content.Places,
        row.Lifecycle.ToString().ToLowerInvariant(),
        state.CancelReason,
        row.CreatedTs,
        row.ModifiedTs);

    private static string[] References(IEnumerable<AssetId> assets) => [.. assets.Select(asset => $"/assets/{asset}")];

    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => nameof(ExportedLegacy);
}

/// <summary>A receiver who was named by an address, in an export.</summary>
internal sealed record ExportedInvitee(string Name, string Email, string? AcceptedBy)
{
    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => nameof(ExportedInvitee);
}
