using System.Security.Cryptography;

namespace Kpm.Local.ServiceBus.Queues;

/// <summary>What a queue may do to messages and seldom does: nothing may rely on it doing better.</summary>
/// <param name="IsShuffled">Whether any message may be the next, as after lost locks; else the oldest is.</param>
/// <param name="IsRepeated">Whether some of what is completed comes again, as when a lock was lost just before.</param>
/// <param name="IsDelayed">Whether what is sent can be received only some time later, one message before another one that was sent before it.</param>
internal sealed record Disturbance(bool IsShuffled, bool IsRepeated, bool IsDelayed)
{
    private const int LongestDelay = 250;
    private const int OneOf = 3;

    public static Disturbance None { get; } = new(false, false, false);

    /// <summary>Whether this message, which was completed, comes again.</summary>
    public bool ComesAgain() => IsRepeated && RandomNumberGenerator.GetInt32(OneOf) == 0;

    /// <summary>Which of the messages that can be received is the next.</summary>
    public long NextOf(SortedSet<long> available) => IsShuffled ? available.ElementAt(RandomNumberGenerator.GetInt32(available.Count)) : available.Min;

    /// <summary>When a message that is sent now can be received; null for at once.</summary>
    public DateTime? DueAfter(DateTime now) => IsDelayed ? now.AddMilliseconds(RandomNumberGenerator.GetInt32(1, LongestDelay)) : null;
}
