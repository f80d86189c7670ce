using Kpm.Core.Notifications;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets.Reactions;

/// <summary>Something happened to a person on whom plans of others rely: their owners are told, once, while that can still be mended.</summary>
public sealed class TellOwners(IReleases releases, IWorkQueue<SendEmail> emails)
{
    /// <summary>Mails to a person come back: who plans to leave them something, or trusts them to watch over it, is told.</summary>
    /// <param name="person">Whose mails come back.</param>
    /// <param name="cause">The event's id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task OfUnreachableAsync(UserId person, string cause, CancellationToken cancellationToken)
    {
        var named = await releases.FindOfAsync(person, cancellationToken);
        var watched = await releases.FindWatchedByAsync(person, cancellationToken);
        var owners = await OwnersOfAsync([.. named.Union(watched)], release => release.State.Receivers.Contains(person) || release.IsKeeper(person), cancellationToken);
        await MailAsync(owners.Where(owner => owner != person), person, MailKind.KeepUnreachable, cause, cancellationToken);
    }

    /// <summary>Two people are no keeps any more: who trusted the other to watch over a legacy is told, for the word of that one counts no more.</summary>
    /// <param name="one">One of them.</param>
    /// <param name="other">The other.</param>
    /// <param name="cause">The event's id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task OfEndedKeepAsync(UserId one, UserId other, string cause, CancellationToken cancellationToken)
    {
        foreach (var (owner, keeper) in new[] { (one, other), (other, one) })
        {
            var watched = await releases.FindWatchedByAsync(keeper, cancellationToken);
            var owners = await OwnersOfAsync(watched, release => release.State.Owner == owner && release.IsKeeper(keeper), cancellationToken);
            await MailAsync(owners, keeper, MailKind.KeeperMissing, cause, cancellationToken);
        }
    }

    private async Task<IReadOnlySet<UserId>> OwnersOfAsync(IReadOnlyList<ReleaseId> ids, Func<AssetRelease, bool> relies, CancellationToken cancellationToken)
    {
        var owners = new HashSet<UserId>();
        foreach (var id in ids)
            if (await releases.FindAsync(id, cancellationToken) is { State.IsFinal: false } release && relies(release)) owners.Add(release.State.Owner);
        return owners;
    }

    private async Task MailAsync(IEnumerable<UserId> owners, UserId about, MailKind kind, string cause, CancellationToken cancellationToken)
    {
        foreach (var mail in owners.Select(owner => SendEmail.ToUserAbout(about, kind, owner, cause)))
            await emails.EnqueueAsync(mail.MailId, mail, cancellationToken);
    }
}
