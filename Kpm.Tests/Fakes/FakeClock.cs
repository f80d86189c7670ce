using Kpm.Core.Shared;

namespace Kpm.Tests.Fakes;

/// <summary>Stands still until told otherwise.</summary>
public sealed class FakeClock(Timestamp now) : IClock
{
    public Timestamp Now { get; set; } = now;
}
