using System.Runtime.CompilerServices;
using Kpm.Core.Shared;
using Kpm.Core.Users.Keep;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.Reactions.ExportSources;

/// <summary>Exports the keeps that have not ended, with what the person may see of the other side.</summary>
public sealed class ExportKeeps(IKeeps keeps, IUsers users) : IExportSource
{
    public Task WriteAsync(UserId person, IExportWriter writer, CancellationToken cancellationToken) =>
        writer.AddDocumentAsync("keeps.json", ReadAsync(person, cancellationToken), cancellationToken);

    private async IAsyncEnumerable<ExportedKeep> ReadAsync(UserId person, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var id in await keeps.FindOfAsync(person, cancellationToken))
        {
            if (await keeps.FindAsync(id, cancellationToken) is not { State.IsFinal: false } keep) continue;
            var requester = await users.FindAsync(keep.State.Requester, cancellationToken);
            var requested = await users.FindAsync(keep.State.Requested, cancellationToken);
            yield return ExportedKeep.Of(KeepRow.Of(keep, person, requester, requested));
        }
    }
}

/// <summary>A keep in an export.</summary>
internal sealed record ExportedKeep(string Id, string State, Timestamp CreatedTs, Timestamp? ModifiedTs, ExportedPerson Requester, ExportedPerson Requested, string? Name)
{
    public static ExportedKeep Of(KeepRow row) => new(
        $"/me/keeps/{row.Id}",
        row.Lifecycle.ToString().ToLowerInvariant(),
        row.CreatedTs,
        row.ModifiedTs,
        ExportedPerson.Of(row.Requester),
        ExportedPerson.Of(row.Requested),
        row.Name);

    /// <summary>Never the names: they must not reach a log.</summary>
    public override string ToString() => nameof(ExportedKeep);
}

/// <summary>One side of a keep in an export.</summary>
internal sealed record ExportedPerson(string Id, string? Email, string? ReferralCode, string? PublicName)
{
    public static ExportedPerson Of(KeepProfile profile) => new($"/users/{profile.Id}", profile.Email, profile.ReferralCode, profile.PublicName);

    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => nameof(ExportedPerson);
}
