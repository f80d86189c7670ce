using System.Globalization;
using Kpm.Core.Shared;

namespace Kpm.Tests.Fakes;

/// <summary>How far jobs came, in memory.</summary>
public sealed class InMemoryWatermarks : IWatermarks
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Watermark> _stored = new(StringComparer.Ordinal);
    private int _versions;

    public Task<Watermark> ReadAsync(string job, CancellationToken cancellationToken)
    {
        lock (_lock) return Task.FromResult(_stored.GetValueOrDefault(job) ?? new Watermark(new Timestamp(0), null, null));
    }

    public Task<Watermark?> TrySaveAsync(string job, Watermark watermark, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_stored.GetValueOrDefault(job)?.Version != watermark.Version) return Task.FromResult<Watermark?>(null);
            return Task.FromResult<Watermark?>(_stored[job] = watermark with { Version = (++_versions).ToString(CultureInfo.InvariantCulture) });
        }
    }
}
