using Kpm.Core.Shared;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.Reactions.ExportSources;

/// <summary>Exports the account itself, never what a log-in needs.</summary>
public sealed class ExportAccount(IUsers users) : IExportSource
{
    public async Task WriteAsync(UserId person, IExportWriter writer, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(person, cancellationToken) is not { State.Lifecycle: not Lifecycle.Removed } user) throw new PermanentFailureException("account_ended");
        await writer.AddDocumentAsync("account.json", ExportedAccount.Of(user), cancellationToken);
    }
}

/// <summary>An account in an export.</summary>
internal sealed record ExportedAccount(
    string Id, string Username, string Email, string? PublicName, Language? Language, string? TimeZone, string ReferralCode, string? ReferredBy, Timestamp CreatedTs)
{
    public static ExportedAccount Of(UserAccount user) => new(
        $"/users/{user.Id}",
        user.State.Username,
        user.State.Email,
        user.State.PublicName,
        user.State.Language,
        user.State.TimeZone,
        user.State.ReferralCode,
        user.State.ReferredBy is { } referrer ? $"/users/{referrer}" : null,
        user.State.CreatedTs);

    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => nameof(ExportedAccount);
}
