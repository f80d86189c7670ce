using Kpm.Core.Shared;
using Kpm.Core.Users.Keep;
using Kpm.Core.Users.UseCases;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.Reactions;

/// <summary>An account became active: its user asks the person who referred them for a keep.</summary>
public sealed class RequestKeepOfReferrer(RequestKeepHandler requestKeep, IUsers users)
{
    public async Task HandleAsync(UserActivated happened, CancellationToken cancellationToken)
    {
        if (happened.ReferredBy is not { } referrer) return;

        // Whoever has left meanwhile asks for nothing.
        if (await users.FindAsync(happened.User, cancellationToken) is not { State.Lifecycle: Lifecycle.Active }) return;
        var keep = DerivedId.From<KeepId>(happened.EventId, "referral-keep");
        var requested = await requestKeep.HandleAsync(new RequestKeep(keep, happened.User, new KeepTarget.ById(referrer), Name: null, happened.At), cancellationToken);
        if (requested.Error is { } error and not KeepTargetNotFound) throw new PermanentFailureException(error.Code);
    }
}
