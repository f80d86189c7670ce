using System.Collections.Frozen;
using Kpm.Core.Users.Keep;
using Kpm.Core.Users.User;
using Kpm.Functions.Adapters.ServiceBus;

namespace Kpm.Functions.Queues;

/// <summary>Which reactions an event starts.</summary>
internal static class EventRouting
{
    private static readonly FrozenDictionary<string, string[]> Queues = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        [CloudEvent.TypeOf<UserRegistered>()] = [QueueNames.UsersConfirmClaims, QueueNames.UsersWelcome],
        [CloudEvent.TypeOf<UserActivated>()] = [QueueNames.UsersRequestKeepOfReferrer, QueueNames.UsersAccountReady],
        [CloudEvent.TypeOf<KeepRequested>()] = [QueueNames.KeepsProject, QueueNames.KeepsTrackClaim],
        [CloudEvent.TypeOf<KeepAccepted>()] = [QueueNames.KeepsProject, QueueNames.KeepsTrackClaim],
        [CloudEvent.TypeOf<KeepDeclined>()] = [QueueNames.KeepsProject, QueueNames.KeepsTrackClaim],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <exception cref="InvalidOperationException">The event has no row here: that is a fault of the program, never of the data.</exception>
    public static IReadOnlyList<string> QueuesFor(string eventType) =>
        Queues.TryGetValue(eventType, out var queues) ? queues : throw new InvalidOperationException($"No routing for '{eventType}'.");
}
