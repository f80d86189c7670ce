using Kpm.Core.Shared;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.Reactions;

/// <summary>Work: the cooling-off of an account may be over.</summary>
public sealed record CloseAccount(UserId User);

/// <summary>Removes the account of a user who wanted to leave and did not come back.</summary>
public sealed class CloseAccountHandler(IUsers users, IClock clock)
{
    public async Task HandleAsync(CloseAccount work, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(work.User, cancellationToken) is not { } user) throw new PermanentFailureException("user_unknown");
        user.Close(clock.Now);
        await users.SaveAsync(user, cancellationToken);
    }
}
