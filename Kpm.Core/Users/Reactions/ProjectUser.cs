using Kpm.Core.Shared;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.Reactions;

/// <summary>An account changed: its row in the directory follows. Reads the account itself, so the order of events does not matter.</summary>
public sealed class ProjectUser(IUsers users, IUserDirectory directory)
{
    public async Task HandleAsync(UserId id, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(id, cancellationToken) is not { } user) throw new PermanentFailureException("user_unknown");
        await directory.PutAsync(UserRow.Of(user), cancellationToken);
    }
}
