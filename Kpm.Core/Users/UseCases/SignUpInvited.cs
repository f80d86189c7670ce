using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;
using Kpm.Core.Users.Invitation;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.UseCases;

/// <summary>Takes up an invitation with a new account, which is active at once: the token proves its address. Whoever holds the token may call it, once.</summary>
/// <param name="Token">As it stands in the link.</param>
/// <param name="Username">As typed.</param>
/// <param name="Password">As typed.</param>
/// <param name="PublicName">The name that keeps see, if any.</param>
/// <param name="At">Now.</param>
public sealed record SignUpInvited(string Token, string Username, string Password, string? PublicName, Timestamp At)
{
    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => nameof(SignUpInvited);
}

public sealed class SignUpInvitedHandler(InvitationTokens tokens, RegisterUserHandler register, IUsers users, IPasswordHasher passwords, IContentSealer sealer)
{
    /// <summary>Makes the account, and what follows from it takes up the invitation: so nothing is half done when this stops anywhere.</summary>
    /// <returns>The account. Success also when the same account was made before with the same password.</returns>
    /// <remarks>
    /// Errors: <see cref="BadAuthorizerToken"/>; <see cref="EmailTaken"/> when the address has an account: it logs in and accepts; those of
    /// <see cref="RegisterUserHandler"/>.
    /// </remarks>
    public async Task<Result<UserId>> HandleAsync(SignUpInvited command, CancellationToken cancellationToken)
    {
        if (await tokens.FindAsync(command.Token, cancellationToken) is not { } found) return new BadAuthorizerToken();
        var id = LegacyInvitation.AccountOf(found.Invitation.Id);
        if (found.Invitation.State.AcceptedBy == id) return await IsRepeatAsync(command, id, cancellationToken) ? id : new BadAuthorizerToken();
        if (found.Invitation.CheckToken(found.Hash, command.At) is { IsFailure: true } refused) return refused.Error;

        var content = await sealer.OpenAsync<InvitationContent>(LegacyInvitation.RecordOf(found.Invitation.Id), found.Invitation.State.Sealed!, found.Invitation.State.Inviter, cancellationToken);
        var account = new RegisterUser(id, command.Username, content.Email, command.Password, command.PublicName, ReferralCode: null, command.At) { Invitation = found.Invitation.Id };
        return (await register.HandleAsync(account, cancellationToken)).Error switch
        {
            null => id,
            IdTaken => new EmailTaken(),
            var error => error,
        };
    }

    private async Task<bool> IsRepeatAsync(SignUpInvited command, UserId id, CancellationToken cancellationToken) =>
        await users.FindAsync(id, cancellationToken) is { IsActive: true } account
        && await passwords.VerifyAsync(command.Password, account.State.PasswordHash, cancellationToken);
}
