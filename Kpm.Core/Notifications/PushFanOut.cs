using Kpm.Core.Shared;

namespace Kpm.Core.Notifications;

/// <summary>Makes of news one message for each log-in of its user that has a device.</summary>
public sealed class PushFanOut(IPushDevices devices, IWorkQueue<SendPush> pushes, IPushSender sender)
{
    /// <summary>The most messages that are enqueued at once. The messaging service has no call for several any more, so its former limit of a call holds here.</summary>
    public const int MaximumAtOnce = 500;

    public async Task SendAsync(PushNews news, CancellationToken cancellationToken)
    {
        if (!sender.CanSend) return;
        var works = (await devices.ListAsync(news.User, cancellationToken)).Select(session => news.To(session)).Select(work => (work.PushId, work));
        foreach (var some in works.Chunk(MaximumAtOnce)) await pushes.EnqueueManyAsync(some, cancellationToken);
    }
}
