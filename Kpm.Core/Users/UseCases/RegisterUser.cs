using Kpm.Core.Shared;
using Kpm.Core.Shared.Claims;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.UseCases;

/// <summary>Creates an account. Anyone may call it.</summary>
public sealed record RegisterUser(UserId Id, string Username, string Email, string Password, string? PublicName, string? ReferralCode, Timestamp At)
{
    /// <summary>The invitation whose token proves the address; null when nothing does yet.</summary>
    public InvitationId? Invitation { get; init; }

    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => $"RegisterUser {{ Id = {Id} }}";
}

/// <summary>Whether the first account of an empty system becomes admin.</summary>
public sealed record FirstAdminPolicy(bool Allowed);

public sealed class RegisterUserHandler(IUsers users, ClaimDesk claims, PasswordRule rule, IPasswordHasher passwords, IReferralCodeSource codes, FirstAdminPolicy firstAdmin)
{
    private const int ReferralCodeAttempts = 20;
    private volatile bool _firstAdminTaken;

    /// <returns>Success also when the same account was registered before with the same id and password.</returns>
    public async Task<Result> HandleAsync(RegisterUser command, CancellationToken cancellationToken)
    {
        var referredBy = await FindReferrerAsync(command.ReferralCode, cancellationToken);
        if (referredBy.IsFailure) return referredBy.Error;
        if (command.PublicName?.Length > UserAccount.MaximumPublicNameLength)
            return new ValidationFailed([new FieldError("/public_name", new TooLong(UserAccount.MaximumPublicNameLength))]);
        if (rule.Check(command.Password, command.Username, command.Email) is { IsFailure: true } password) return password.Error;
        var username = Username.Parse(command.Username);
        if (username.IsFailure) return username.Error;
        var email = EmailAddress.Parse(command.Email);
        if (email.IsFailure) return email.Error;

        var passwordHash = await passwords.HashAsync(command.Password, cancellationToken);
        if (!await ReserveAsync(UserClaims.Email(email.Value), command, cancellationToken)) return new EmailTaken();
        if (!await ReserveAsync(UserClaims.Username(username.Value), command, cancellationToken))
        {
            await GiveBackAsync([UserClaims.Email(email.Value)], command.Id, cancellationToken);
            return new UsernameTaken();
        }

        var code = await ReserveReferralCodeAsync(command, cancellationToken);
        var isFirst = await IsFirstAsync(command, cancellationToken);
        var registration = new Registration(username.Value, email.Value, command.PublicName, passwordHash, code, referredBy.Value, isFirst) { Invitation = command.Invitation };
        if (await users.AddAsync(UserAccount.Register(command.Id, registration, command.At), cancellationToken)) return Result.Success;
        await GiveBackAsync([UserClaims.Email(email.Value), UserClaims.Username(username.Value), UserClaims.ReferralCode(code)], command.Id, cancellationToken);
        return await IsRepeatAsync(command, email.Value, cancellationToken) ? Result.Success : new IdTaken();
    }

    private async Task<Result<UserId?>> FindReferrerAsync(string? code, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(code)) return (UserId?)null;
        var holder = await claims.FindHolderAsync(UserClaims.ReferralCode(new ReferralCode(code)), cancellationToken);
        return EntityId.TryParse<UserId>(holder, out var referrer) ? (UserId?)referrer : new ReferralNotFound();
    }

    private Task<bool> ReserveAsync(ClaimName name, RegisterUser command, CancellationToken cancellationToken) =>
        claims.ReserveAsync(name, command.Id.ToString(), command.At, holder => users.UsesAsync(holder, name, cancellationToken), cancellationToken);

    /// <summary>Gives back what was reserved for nothing. What an account with this id goes by stays: the request was a repeat, or took its id.</summary>
    private async Task GiveBackAsync(IReadOnlyList<ClaimName> reserved, UserId id, CancellationToken cancellationToken)
    {
        var account = await users.FindAsync(id, cancellationToken);
        foreach (var name in reserved.Except(account is null ? [] : UserClaims.Of(account)))
            await claims.ReleaseAsync(name, id.ToString(), cancellationToken);
    }

    private async Task<ReferralCode> ReserveReferralCodeAsync(RegisterUser command, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < ReferralCodeAttempts; attempt++)
        {
            var code = codes.Next();
            if (await ReserveAsync(UserClaims.ReferralCode(code), command, cancellationToken)) return code;
        }

        throw new InvalidOperationException("No free referral code was found.");
    }

    private async Task<bool> IsFirstAsync(RegisterUser command, CancellationToken cancellationToken)
    {
        if (!firstAdmin.Allowed || _firstAdminTaken || command.Invitation is not null) return false;
        if (await ReserveAsync(UserClaims.FirstAdmin, command, cancellationToken)) return true;
        _firstAdminTaken = true;
        return false;
    }

    private async Task<bool> IsRepeatAsync(RegisterUser command, EmailAddress email, CancellationToken cancellationToken) =>
        await users.FindAsync(command.Id, cancellationToken) is { } existing
        && existing.State.Email == email.Value
        && await passwords.VerifyAsync(command.Password, existing.State.PasswordHash, cancellationToken);
}
