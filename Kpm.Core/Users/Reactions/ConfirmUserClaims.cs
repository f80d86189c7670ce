using Kpm.Core.Shared;
using Kpm.Core.Shared.Claims;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.Reactions;

/// <summary>A user was registered: the claims that were reserved for the account are confirmed.</summary>
public sealed class ConfirmUserClaims(IUsers users, ClaimDesk claims)
{
    public async Task HandleAsync(UserRegistered happened, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(happened.User, cancellationToken) is not { } user) throw new PermanentFailureException("user_unknown");
        var holder = user.Id.ToString();
        foreach (var name in UserClaims.Of(user)) await claims.ConfirmAsync(name, holder, cancellationToken);
    }
}
