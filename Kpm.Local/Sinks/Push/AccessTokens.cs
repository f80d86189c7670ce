using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Kpm.Local.Sinks.Push;

/// <summary>The access tokens that were handed out, each with its end. A restart forgets them.</summary>
internal sealed class AccessTokens(TimeProvider time)
{
    /// <summary>As Google's.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(3599);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _ends = new(StringComparer.Ordinal);
    private int _issued;

    /// <summary>How long the next tokens live.</summary>
    public TimeSpan NextLifetime { get; set; } = Lifetime;

    /// <summary>How many were handed out.</summary>
    public int Issued => _issued;

    public string Issue()
    {
        var token = $"ya29.{RandomNumberGenerator.GetHexString(64, lowercase: true)}";
        _ends[token] = time.GetUtcNow() + NextLifetime;
        Interlocked.Increment(ref _issued);
        return token;
    }

    public bool Admits(string token) => _ends.TryGetValue(token, out var end) && time.GetUtcNow() < end;

    /// <summary>None of them is good any more.</summary>
    public void RevokeAll() => _ends.Clear();
}
