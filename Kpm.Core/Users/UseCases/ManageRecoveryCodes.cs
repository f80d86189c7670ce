using System.Collections.Immutable;
using Kpm.Core.Shared;
using Kpm.Core.Users.Factors;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.UseCases;

/// <summary>Replaces all recovery codes. Only the user may call it, with a fresh token.</summary>
public sealed record ReplaceRecoveryCodes(UserId User, Timestamp At);

/// <summary>Says that the recovery codes are written down. Only the user may call it, with a fresh token.</summary>
public sealed record ConfirmRecoveryCodes(UserId User, Timestamp At);

/// <summary>Reads the recovery codes. Only the user may call it, with a fresh token.</summary>
public sealed record GetRecoveryCodes(UserId User, Timestamp At);

/// <summary>Recovery codes as their user sees them.</summary>
/// <param name="Codes">Null once they are confirmed or were not read in time.</param>
/// <param name="Left">How many were not used.</param>
public sealed record RecoveryCodesView(ImmutableArray<string>? Codes, int Left)
{
    /// <summary>Never the codes: they must not reach a log.</summary>
    public override string ToString() => nameof(RecoveryCodesView);
}

public sealed class RecoveryCodesHandler(IUsers users, SecondFactorDesk desk)
{
    public async Task<Result> HandleAsync(ReplaceRecoveryCodes command, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(command.User, cancellationToken) is not { HasSecondFactor: true } user) return new SecondFactorNotFound();
        var replaced = user.ReplaceRecoveryCodes(await desk.NewCodesAsync(user.Id, command.At, cancellationToken), command.At);
        await users.SaveAsync(user, cancellationToken);
        return replaced;
    }

    public async Task<Result> HandleAsync(ConfirmRecoveryCodes command, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(command.User, cancellationToken) is not { } user) return new UserNotFound();
        var confirmed = user.ConfirmRecoveryCodes(command.At);
        await users.SaveAsync(user, cancellationToken);
        return confirmed;
    }

    public async Task<Result<RecoveryCodesView>> HandleAsync(GetRecoveryCodes query, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(query.User, cancellationToken) is not { State.SecondFactor: { IsConfirmed: true } factor } user) return new SecondFactorNotFound();
        var sheet = factor.Sheet?.IsReadable(query.At) == true ? factor.Sheet : null;
        return new RecoveryCodesView(sheet is null ? null : (await desk.OpenCodesAsync(user.Id, sheet, cancellationToken)).Codes, factor.RecoveryDigests.Length);
    }
}
