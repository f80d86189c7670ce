using Kpm.Tests.Faults;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(SharedSystemFirst))]

namespace Kpm.Tests.Running;

/// <summary>
/// The tests that share a system run one after the other, and those of the API are half of all: they begin first, or the other processor would have nothing to do at
/// the end. Beside them run those that wait most of their time, for what was killed to come back; the short ones fill what is left.
/// </summary>
public sealed class SharedSystemFirst : ITestCollectionOrderer
{
    private const string OtherFaults = " Kpm.Tests.Faults.";

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections) where TTestCollection : ITestCollection =>
    [
        .. DefaultTestCollectionOrderer.Instance.OrderTestCollections(testCollections)
            .OrderByDescending(collection => collection.TestCollectionDisplayName == ApiTests.Name)
            .ThenByDescending(collection => collection.TestCollectionDisplayName == FaultTests.Name)
            .ThenByDescending(collection => collection.TestCollectionDisplayName.Contains(OtherFaults, StringComparison.Ordinal)),
    ];
}
