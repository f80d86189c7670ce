using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(SharedSystemFirst))]

namespace Kpm.Tests.Running;

/// <summary>
/// The tests that share one system run one after the other and are half of all: they begin first, or the other processor would have nothing to do at
/// the end.
/// </summary>
public sealed class SharedSystemFirst : ITestCollectionOrderer
{
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections) where TTestCollection : ITestCollection =>
        [.. DefaultTestCollectionOrderer.Instance.OrderTestCollections(testCollections).OrderByDescending(collection => collection.TestCollectionDisplayName == ApiTests.Name)];
}
