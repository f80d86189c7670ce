using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kpm.Core.Shared;

namespace Kpm.Functions.Adapters.Cosmos;

/// <summary>
/// The events inside a document that were sent. They stay for a while, because what is in a queue can be lost with it, and are sent again when
/// somebody asks for that (<see cref="EventReplay"/>). Each tells when it was sent, in an attribute of its own.
/// </summary>
/// <remarks>
/// A document may have 2 MB, and each of its bytes is paid for at every read and write. So what is kept is bounded by age, number and size; the
/// oldest go first. An event has about 600 bytes, one that names the 500 assets of a legacy 20 KB.
/// </remarks>
internal static class SentEvents
{
    /// <summary>How long they stay: a message is tried for 24 hours, and whoever finds that messages are lost has another 24.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromHours(48);

    /// <summary>The most that a document keeps.</summary>
    public const int Most = 100;

    /// <summary>The most that they may be large together.</summary>
    public const int MostBytes = 128 * 1024;

    /// <summary>When it was sent: Unix time in milliseconds.</summary>
    private const string SentAttribute = "sentts";

    /// <summary>What a document keeps of them from now on.</summary>
    public static IReadOnlyList<JsonElement> Keep(IReadOnlyList<JsonElement> sent, Timestamp now)
    {
        var oldest = now - Retention;
        var (first, bytes) = (sent.Count, 0);
        while (first > 0 && sent.Count - first < Most && (bytes += SizeOf(sent[first - 1])) <= MostBytes) first--;
        return [.. sent.Skip(first).Where(cloudEvent => SentTs(cloudEvent) >= oldest)];
    }

    /// <summary>As <see cref="Keep"/>, after some more were sent.</summary>
    public static IReadOnlyList<JsonElement> Add(IReadOnlyList<JsonElement> sent, IReadOnlyList<JsonElement> published, Timestamp now) =>
        Keep([.. sent, .. published.Select(cloudEvent => At(cloudEvent, now))], now);

    /// <summary>When the newest was sent; null when there is none.</summary>
    public static Timestamp? NewestTs(IReadOnlyList<JsonElement> sent) => sent.Count == 0 ? null : sent.Max(SentTs);

    /// <summary>Those that were sent at that instant or later.</summary>
    public static IEnumerable<JsonElement> Since(IEnumerable<JsonElement> sent, Timestamp since) => sent.Where(cloudEvent => SentTs(cloudEvent) >= since);

    private static Timestamp SentTs(JsonElement cloudEvent) => new(cloudEvent.GetProperty(SentAttribute).GetInt64());

    private static JsonElement At(JsonElement cloudEvent, Timestamp now)
    {
        var envelope = JsonObject.Create(cloudEvent)!;
        envelope[SentAttribute] = now.UnixMilliseconds;
        return JsonSerializer.SerializeToElement(envelope);
    }

    private static int SizeOf(JsonElement cloudEvent) => JsonMarshal.GetRawUtf8Value(cloudEvent).Length;
}
