using Kpm.Core.Shared;
using Kpm.Core.Users.Reactions;
using Kpm.Core.Users.UseCases;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Core.Users.Reactions;

/// <summary>A whole rebuild, message by message, each handled twice as after a crash.</summary>
internal static class Rebuilding
{
    public static async Task RunAsync(params IRowSource[] sources)
    {
        var (pages, rows) = (new FakeWorkQueue<RebuildPage>(), new FakeWorkQueue<RebuildRows>());
        var (page, one) = (new RebuildPageHandler(sources, rows, pages), new RebuildRowsHandler(sources));
        await new RebuildProjectionsHandler(sources, pages).HandleAsync(new RebuildProjections(Guid.NewGuid()), default);
        for (var done = 0; done < pages.Arrived.Count; done++) await TwiceAsync(page.HandleAsync, pages.Arrived[done].Work);
        for (var done = 0; done < rows.Arrived.Count; done++) await TwiceAsync(one.HandleAsync, rows.Arrived[done].Work);
    }

    private static async Task TwiceAsync<TWork>(Func<TWork, CancellationToken, Task> handle, TWork work)
    {
        await handle(work, default);
        await handle(work, default);
    }
}
