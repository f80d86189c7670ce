using Kpm.Core.Shared;
using Kpm.Core.Users.User;

namespace Kpm.Core.Notifications;

/// <summary>
/// Sends one push message to one device, once unless a crash leaves the outcome unknown: then it is sent again, because the service cannot be
/// asked. A session whose device is gone forgets it.
/// </summary>
public sealed class SendPushHandler(IUsers users, IPushDevices devices, IPushLog log, PushTitles titles, IPushSender sender, IClock clock)
{
    /// <summary>Longer than the lock of a queue message, so that a redelivery never meets an ended lease while the first try still runs.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <exception cref="TransientFailureException">Try again later.</exception>
    /// <exception cref="PermanentFailureException">This message can never be sent.</exception>
    public async Task HandleAsync(SendPush work, CancellationToken cancellationToken)
    {
        if (!sender.CanSend) return;
        if (await users.FindAsync(work.User, cancellationToken) is not { } user) throw new PermanentFailureException("push_user_unknown");
        if (await devices.FindAsync(user, work.Session, cancellationToken) is not { } device || !await IsStillTrueAsync(work, cancellationToken)) return;
        if (await titles.OfAsync(work, user, cancellationToken) is not { } title) return;
        switch (await log.StartAsync(work.PushId, work.Kind, clock.Now, Lease, cancellationToken))
        {
            case PushStart.AlreadySent: return;
            case PushStart.InFlight: throw new TransientFailureException("push_in_flight") { RetryAfter = Lease };
            case PushStart.Started: break;
        }

        try
        {
            if (await sender.SendAsync(new DevicePush(device, title), cancellationToken) == PushOutcome.DeviceGone)
                await devices.ForgetAsync(work.User, work.Session, device, cancellationToken);
        }
        catch (Exception failure) when (failure is PermanentFailureException or TransientFailureException or ConcurrencyConflictException)
        {
            await log.MarkNotSentAsync(work.PushId, cancellationToken);
            throw;
        }

        await log.MarkSentAsync(work.PushId, clock.Now, cancellationToken);
    }

    /// <summary>Nobody hears of somebody whose account has ended meanwhile.</summary>
    private async Task<bool> IsStillTrueAsync(SendPush work, CancellationToken cancellationToken) =>
        work.Kind is not (PushKind.KeepRequested or PushKind.KeepAccepted) || await users.FindAsync(work.About, cancellationToken) is { IsActive: true };
}
