using System.Globalization;
using Kpm.Core.Assets;
using Kpm.Core.Assets.Reactions;
using Kpm.Core.Shared;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Timers;

/// <summary>Every night: look for orphans among everything, page by page, each page a message.</summary>
internal sealed class SweepOrphans(IWorkQueue<SweepOrphansPage> pages, IClock clock)
{
    [Function("SweepOrphans")]
    public async Task RunAsync([TimerTrigger("0 30 3 * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        var run = clock.Now.UnixMilliseconds.ToString(CultureInfo.InvariantCulture);
        foreach (var kind in Enum.GetValues<OrphanKind>())
        {
            var first = new SweepOrphansPage(run, kind, Number: 1, Continuation: null);
            await pages.EnqueueAsync(first.Id, first, cancellationToken);
        }
    }
}
