using Kpm.Core.Shared;
using Kpm.Core.Users.Keep;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.UseCases;

/// <summary>Reads an account. The user and admins see all of it, an active keep sees the public profile, nobody else sees anything.</summary>
public sealed record GetUser(UserId User, UserId By, bool ByAdmin);

/// <summary>An account as the caller may see it: <c>Account</c> is null for a keep.</summary>
public sealed record UserView(KeepProfile Profile, UserAccount? Account);

public sealed class GetUserHandler(IUsers users, IKeepLookup keeps)
{
    public async Task<Result<UserView>> HandleAsync(GetUser query, CancellationToken cancellationToken)
    {
        var seesAll = query.ByAdmin || query.By == query.User;
        if (!seesAll && !await keeps.AreKeepsAsync(query.By, query.User, cancellationToken)) return new Forbidden();
        if (await users.FindAsync(query.User, cancellationToken) is not { } user) return seesAll ? new UserNotFound() : new Forbidden();
        var profile = new KeepProfile(user.Id, user.State.Email, user.State.ReferralCode, user.State.PublicName);
        return new UserView(profile, seesAll ? user : null);
    }
}
