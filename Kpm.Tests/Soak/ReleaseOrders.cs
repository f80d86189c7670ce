using CsCheck;
using Kpm.Tests.Core.Assets.Reactions;

namespace Kpm.Tests.Soak;

/// <summary>The property test of the quick suite, five times as long.</summary>
internal static class ReleaseOrders
{
    private const int Orders = 5_000;

    public static Task<string> RunRoundAsync(PCG random)
    {
        ReleaseInterleavingTests.RunMany(random, Orders);
        return Task.FromResult($"{Orders} random orders ended consistent");
    }
}
