using Kpm.Core.Shared;
using Kpm.Core.Users.Keep;

namespace Kpm.Core.Users.UseCases;

/// <summary>Ends a keep, or refuses one that was asked for. Either of its two people may call it.</summary>
/// <param name="Keep">The keep.</param>
/// <param name="By">Who ends it.</param>
/// <param name="Reason">Why; stored, never shown.</param>
/// <param name="ExpectedVersion">The version that the caller has seen; null for any.</param>
/// <param name="At">Now.</param>
public sealed record DeclineKeep(KeepId Keep, UserId By, string Reason, long? ExpectedVersion, Timestamp At)
{
    /// <summary>Never the reason: it must not reach a log.</summary>
    public override string ToString() => $"DeclineKeep {{ Keep = {Keep} }}";
}

public sealed class DeclineKeepHandler(IKeeps keeps)
{
    public async Task<Result> HandleAsync(DeclineKeep command, CancellationToken cancellationToken)
    {
        if (command.Reason.Length > TrustedKeep.MaximumReasonLength)
            return new ValidationFailed([new FieldError("/reason", new TooLong(TrustedKeep.MaximumReasonLength))]);
        if (await keeps.FindAsync(command.Keep, cancellationToken) is not { } keep) return new KeepNotFound();
        if (keep.IsParty(command.By) && command.ExpectedVersion is { } expected && expected != keep.Version) return new VersionMismatch();
        var declined = keep.Decline(command.By, command.Reason, command.At);
        if (declined.IsFailure) return declined;
        await keeps.SaveAsync(keep, cancellationToken);
        return Result.Success;
    }
}
