using System.Collections.Immutable;
using Kpm.Core.Shared;
using Kpm.Core.Users.Factors;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.UseCases;

/// <summary>Begins to register a passkey. Only the user may call it, with a fresh token.</summary>
public sealed record BeginPasskey(PasskeyId Passkey, UserId User, Timestamp At);

/// <summary>Reads what a registration asks of the authenticator. Only the user may call it, with a fresh token.</summary>
public sealed record GetPasskeyRegistration(PasskeyId Passkey, UserId User, Timestamp At);

/// <summary>Ends a registration by what the authenticator answered. Only the user may call it, with a fresh token.</summary>
/// <param name="Passkey">The registration, and the passkey that it makes.</param>
/// <param name="User">Whose.</param>
/// <param name="Name">What the user calls it, as typed.</param>
/// <param name="Answer">What the authenticator answered, as the browser wrote it.</param>
/// <param name="At">Now.</param>
public sealed record AddPasskey(PasskeyId Passkey, UserId User, string? Name, string Answer, Timestamp At)
{
    /// <summary>Never the name and the answer: they must not reach a log.</summary>
    public override string ToString() => $"AddPasskey {{ Passkey = {Passkey} }}";
}

/// <summary>Takes a passkey away. Only the user may call it, with a fresh token.</summary>
public sealed record RemovePasskey(PasskeyId Passkey, UserId User, Timestamp At);

/// <summary>Lists the passkeys of the caller, the oldest first. Only the user may call it.</summary>
public sealed record ListMyPasskeys(UserId By, PageRequest Page);

/// <summary>What a registration asks of the authenticator.</summary>
/// <param name="Challenge">What it is to sign, in base64url.</param>
/// <param name="User">For whom.</param>
/// <param name="Username">What the authenticator calls the account.</param>
/// <param name="DisplayName">What the authenticator calls the person.</param>
/// <param name="Known">The passkeys that the user has: their authenticators are not asked again.</param>
public sealed record PasskeyRegistrationView(string Challenge, UserId User, string Username, string DisplayName, ImmutableArray<Passkey> Known)
{
    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => $"PasskeyRegistrationView {{ User = {User} }}";
}

public sealed class PasskeysHandler(IUsers users, IPasskeyVerifier verifier)
{
    public async Task<Result> HandleAsync(BeginPasskey command, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(command.User, cancellationToken) is not { } user) return new UserNotFound();
        var begun = user.BeginPasskey(new PasskeyRegistration(command.Passkey, verifier.CreateChallenge(), command.At), command.At);
        await users.SaveAsync(user, cancellationToken);
        return begun;
    }

    public async Task<Result<PasskeyRegistrationView>> HandleAsync(GetPasskeyRegistration query, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(query.User, cancellationToken) is not { } user) return new UserNotFound();
        if (user.OpenRegistration(query.Passkey, query.At) is not { } registration) return new PasskeyNotFound();
        return new PasskeyRegistrationView(registration.Challenge, user.Id, user.State.Username, user.State.PublicName ?? user.State.Username, user.State.Passkeys);
    }

    /// <remarks>A repeat with the same answer finds the passkey made, and changes nothing.</remarks>
    public async Task<Result> HandleAsync(AddPasskey command, CancellationToken cancellationToken)
    {
        var name = Passkey.ParseName(command.Name);
        if (name.IsFailure) return name.Error;
        if (await users.FindAsync(command.User, cancellationToken) is not { } user) return new UserNotFound();
        if (user.FindPasskey(command.Passkey) is { } made) return verifier.Read(command.Answer)?.Credential == made.Credential ? Result.Success : new PasskeyNotFound();
        if (user.OpenRegistration(command.Passkey, command.At) is not { } registration) return new PasskeyNotFound();
        var proven = await verifier.VerifyRegistrationAsync(user.Id, registration.Challenge, command.Answer, cancellationToken);
        if (proven is null) return new PasskeyNotVerified();
        var added = user.AddPasskey(command.Passkey, name.Value, proven, command.At);
        await users.SaveAsync(user, cancellationToken);
        return added;
    }

    public async Task<Result> HandleAsync(RemovePasskey command, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(command.User, cancellationToken) is not { } user) return new UserNotFound();
        user.RemovePasskey(command.Passkey, command.At);
        await users.SaveAsync(user, cancellationToken);
        return Result.Success;
    }

    public async Task<Page<Passkey>> HandleAsync(ListMyPasskeys query, CancellationToken cancellationToken)
    {
        var passkeys = await users.FindAsync(query.By, cancellationToken) is { } user ? user.State.Passkeys : [];
        return new Page<Passkey>([.. passkeys.Skip(query.Page.Offset).Take(query.Page.Size)], passkeys.Length, query.Page.Number, query.Page.Size);
    }
}
