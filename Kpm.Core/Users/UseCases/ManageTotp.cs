using Kpm.Core.Shared;
using Kpm.Core.Users.Factors;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.UseCases;

/// <summary>Begins to use an authenticator app. Only the user may call it, with a fresh token.</summary>
public sealed record AddTotp(UserId User, Timestamp At);

/// <summary>Shows by a code that the app has the secret. Only the user may call it, with a fresh token.</summary>
public sealed record ConfirmTotp(UserId User, string? Code, Timestamp At)
{
    /// <summary>Never the code: it must not reach a log.</summary>
    public override string ToString() => $"ConfirmTotp {{ User = {User} }}";
}

/// <summary>Ends the use of the app, by a code of it or a recovery code. Only the user may call it, with a fresh token.</summary>
public sealed record RemoveTotp(UserId User, string? Code, Timestamp At)
{
    /// <summary>Never the code: it must not reach a log.</summary>
    public override string ToString() => $"RemoveTotp {{ User = {User} }}";
}

/// <summary>Reads the state of the app's secret. Only the user may call it, with a fresh token.</summary>
public sealed record GetTotp(UserId User);

/// <summary>The state of the app's secret.</summary>
/// <param name="Secret">Null once it is confirmed.</param>
/// <param name="KeyUri">The secret as an app reads it; null once it is confirmed.</param>
public sealed record TotpView(TotpSecret? Secret, string? KeyUri)
{
    public bool IsConfirmed => Secret is null;

    /// <summary>Never the secret: it must not reach a log.</summary>
    public override string ToString() => nameof(TotpView);
}

public sealed class TotpHandler(IUsers users, SecondFactorDesk desk)
{
    public async Task<Result> HandleAsync(AddTotp command, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(command.User, cancellationToken) is not { } user) return new UserNotFound();
        var added = user.AddTotp(await desk.NewSecretAsync(user.Id, cancellationToken), command.At);
        if (added.IsFailure) return added;
        await users.SaveAsync(user, cancellationToken);
        return Result.Success;
    }

    public async Task<Result<TotpView>> HandleAsync(GetTotp query, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(query.User, cancellationToken) is not { State.SecondFactor: { } factor } user) return new SecondFactorNotFound();
        if (factor.IsConfirmed) return new TotpView(null, null);
        var secret = await desk.OpenSecretAsync(user.Id, factor, cancellationToken);
        return new TotpView(secret, secret.KeyUri(user.State.Username));
    }

    public async Task<Result> HandleAsync(ConfirmTotp command, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(command.User, cancellationToken) is not { State.SecondFactor: { } factor } user) return new SecondFactorNotFound();
        var proof = await desk.ProveAsync(user.Id, factor, command.Code ?? "", command.At, cancellationToken);
        var codes = await desk.NewCodesAsync(user.Id, command.At, cancellationToken);
        var confirmed = user.ConfirmTotp(proof, codes, command.At);
        await users.SaveAsync(user, cancellationToken);
        return confirmed;
    }

    public async Task<Result> HandleAsync(RemoveTotp command, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(command.User, cancellationToken) is not { } user) return new UserNotFound();
        var passed = await desk.CheckAsync(user, command.Code, command.At, cancellationToken);
        if (!passed.IsFailure) user.RemoveSecondFactor(command.At);
        await users.SaveAsync(user, cancellationToken);
        return passed;
    }
}
