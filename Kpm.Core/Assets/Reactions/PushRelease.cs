using Kpm.Core.Notifications;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets.Reactions;

/// <summary>
/// A release can be claimed, or cannot any more, or what it brought was taken back: push messages tell its receivers (OPEN-43). They are told nothing by somebody who is no
/// keep of theirs, and of an end only if they had been told before and did not end it themselves.
/// </summary>
public sealed class PushRelease(IKeepLookup keeps, PushFanOut pushes)
{
    public async Task HandleAsync(DomainEvent happened, CancellationToken cancellationToken)
    {
        foreach (var news in NewsOf(happened))
            if (await keeps.AreKeepsAsync(news.About, news.User, cancellationToken)) await pushes.SendAsync(news, cancellationToken);
    }

    private static IEnumerable<PushNews> NewsOf(DomainEvent happened) => happened switch
    {
        AssetReleaseClaimable e => e.Receivers.Select(receiver => new PushNews(PushKind.LegacyClaimable, e.Owner, receiver, e.EventId)),
        AssetReleaseHalted { WasAnnounced: false } => [],
        AssetReleaseHalted e => e.Receivers.Where(receiver => receiver != e.Owner).Select(receiver => new PushNews(PushKind.LegacyWithdrawn, e.Owner, receiver, e.EventId)),
        AssetReleaseCanceled { WasAnnounced: false } => [],
        AssetReleaseCanceled e => e.Receivers
            .Where(receiver => receiver != e.Owner && receiver.ToString() != e.By)
            .Select(receiver => new PushNews(PushKind.LegacyWithdrawn, e.Owner, receiver, e.EventId)),
        AssetReleaseRevocationSettled e => e.TakenFrom.Select(receiver => new PushNews(PushKind.LegacyTakenBack, e.Owner, receiver, e.EventId)),
        _ => throw new PermanentFailureException("event_unknown"),
    };
}
