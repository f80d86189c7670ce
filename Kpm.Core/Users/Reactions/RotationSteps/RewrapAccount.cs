using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;
using Kpm.Core.Users.Factors;
using Kpm.Core.Users.Reminders;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.Reactions.RotationSteps;

/// <summary>What lies sealed in the account is wrapped under the new version: reminders, second factor, recovery codes.</summary>
public sealed class RewrapAccount(IUsers users, IContentSealer sealer) : IKeyRotationStep
{
    public string Name => "account";

    public async Task<bool> RunAsync(RotatedKey key, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(key.User, cancellationToken) is not { } user) return true;
        var (reminders, factor) = (user.State.Reminders, user.State.SecondFactor);
        if (reminders is not null) reminders = reminders with { Sealed = await RenewAsync(ReminderList.RecordOf(user.Id), reminders.Sealed) };
        if (factor is not null) factor = factor with { Secret = await RenewAsync(TotpSecret.RecordOf(user.Id), factor.Secret) };
        if (factor?.Sheet is { } sheet) factor = factor with { Sheet = sheet with { Sealed = await RenewAsync(RecoveryCodes.RecordOf(user.Id), sheet.Sealed) } };
        user.RenewWraps(reminders, factor);
        await users.SaveAsync(user, cancellationToken);
        return true;

        Task<SealedRecord> RenewAsync(RecordName record, SealedRecord content) => sealer.RenewWrapAsync(record, content, key, cancellationToken);
    }
}
