using Kpm.Tests.Functions.Http;

namespace Kpm.Tests.Faults;

/// <summary>
/// Tests that kill what runs share a system of their own, one after the other: to start one costs more than most of them. Each leaves it as it was, with nothing on
/// its way and no work given up, and looks at its own people only.
/// </summary>
[CollectionDefinition(Name)]
public sealed class FaultTests : ICollectionFixture<LazyApiWorld>
{
    public const string Name = "Faults";
}
