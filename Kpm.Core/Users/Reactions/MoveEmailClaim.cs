using Kpm.Core.Shared;
using Kpm.Core.Shared.Claims;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.Reactions;

/// <summary>An account has another address: the claim on it is confirmed, and those on its former addresses are given back.</summary>
public sealed class MoveEmailClaim(IUsers users, ClaimDesk claims, IClock clock)
{
    public async Task HandleAsync(EmailChanged happened, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(happened.User, cancellationToken) is not { } user) throw new PermanentFailureException("user_unknown");
        var holder = user.Id.ToString();
        var inUse = UserClaims.Of(user);
        foreach (var name in inUse) await claims.ConfirmAsync(name, holder, cancellationToken);
        foreach (var former in user.State.FormerEmails.Select(former => UserClaims.Email(former.Address)).Except(inUse))
            await claims.GiveBackAsync(former, holder, clock.Now, cancellationToken);
    }
}
