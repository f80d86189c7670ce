using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;
using Kpm.Core.Users.UseCases;

namespace Kpm.Core.Users.Reactions;

/// <summary>Wraps the keys of some people under the current version of the vault's key, and sends the work for the next page.</summary>
/// <remarks>The next page is sent last: a page that fails is repeated as a whole, and what was wrapped anew stays as it is.</remarks>
public sealed class RewrapUserKeysHandler(IUserKeyWraps wraps, IWorkQueue<RewrapUserKeys> pages)
{
    public async Task HandleAsync(RewrapUserKeys work, CancellationToken cancellationToken)
    {
        var page = await wraps.ReadAsync(work.Continuation, cancellationToken);
        foreach (var owner in page.Ids) await wraps.RenewAsync(owner, cancellationToken);
        if (page.Next is null) return;
        var following = work with { Number = work.Number + 1, Continuation = page.Next };
        await pages.EnqueueAsync(following.Id, following, cancellationToken);
    }
}
