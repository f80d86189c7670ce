using Kpm.Core.Shared;

namespace Kpm.Functions.Shared;

/// <summary>The system's clock in the domain's form.</summary>
internal sealed class SystemClock(TimeProvider time) : IClock
{
    public Timestamp Now => Timestamp.From(time.GetUtcNow());
}
