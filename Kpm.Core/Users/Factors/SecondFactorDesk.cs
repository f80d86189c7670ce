using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.Factors;

/// <summary>Seals and opens what belongs to the second factor of an account, and checks codes.</summary>
public sealed class SecondFactorDesk(IContentSealer sealer, ITotp totp, IRecoveryCodeSource recovery)
{
    public Task<SealedRecord> NewSecretAsync(UserId user, CancellationToken cancellationToken) =>
        sealer.SealAsync(TotpSecret.RecordOf(user), totp.CreateSecret(), [user], cancellationToken);

    public Task<TotpSecret> OpenSecretAsync(UserId user, SecondFactor factor, CancellationToken cancellationToken) =>
        sealer.OpenAsync<TotpSecret>(TotpSecret.RecordOf(user), factor.Secret, user, cancellationToken);

    public async Task<NewRecoveryCodes> NewCodesAsync(UserId user, Timestamp at, CancellationToken cancellationToken)
    {
        var codes = recovery.Create();
        var content = await sealer.SealAsync(RecoveryCodes.RecordOf(user), codes, [user], cancellationToken);
        return new NewRecoveryCodes([.. codes.Codes.Select(code => recovery.DigestOf(user, code))], new RecoverySheet(content, at));
    }

    public Task<RecoveryCodes> OpenCodesAsync(UserId user, RecoverySheet sheet, CancellationToken cancellationToken) =>
        sealer.OpenAsync<RecoveryCodes>(RecoveryCodes.RecordOf(user), sheet.Sealed, user, cancellationToken);

    /// <summary>What a code proves for this factor.</summary>
    public async Task<CodeProof> ProveAsync(UserId user, SecondFactor factor, string code, Timestamp at, CancellationToken cancellationToken)
    {
        var secret = await OpenSecretAsync(user, factor, cancellationToken);
        return new CodeProof(totp.TimeStepOf(secret, code, at), recovery.DigestOf(user, code));
    }

    /// <summary>
    /// Checks the code of an account that has a second factor; one that has none needs no code. The account counts what is right and wrong,
    /// so it is to be saved in both cases. Errors: <see cref="SecondFactorRequired"/>, <see cref="SecondFactorLocked"/>, <see cref="SecondFactorInvalid"/>.
    /// </summary>
    public async Task<Result> CheckAsync(UserAccount user, string? code, Timestamp at, CancellationToken cancellationToken)
    {
        if (user.State.SecondFactor is not { IsConfirmed: true } factor) return Result.Success;
        if (string.IsNullOrWhiteSpace(code)) return new SecondFactorRequired();
        return user.UseCode(await ProveAsync(user.Id, factor, code, at, cancellationToken), at);
    }
}
