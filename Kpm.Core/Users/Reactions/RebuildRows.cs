using Kpm.Core.Shared;
using Kpm.Core.Users.UseCases;

namespace Kpm.Core.Users.Reactions;

/// <summary>Work: make the rows of one aggregate, or of one person, anew.</summary>
/// <param name="Run">Names the rebuild that this is a part of.</param>
/// <param name="Source">The name of an <see cref="IRowSource"/>.</param>
/// <param name="Of">The id in that source.</param>
public sealed record RebuildRows(Guid Run, string Source, Guid Of)
{
    /// <summary>Names this work: a repeat within the duplicate window is dropped.</summary>
    public string Id => $"rebuild:{Run}:{Source}:{Of}";
}

/// <summary>Sends the work for each aggregate of one page, and that for the next page.</summary>
/// <remarks>The next page is sent last: a page that fails is repeated as a whole, and every row may be made twice.</remarks>
public sealed class RebuildPageHandler(IEnumerable<IRowSource> sources, IWorkQueue<RebuildRows> rows, IWorkQueue<RebuildPage> pages)
{
    public async Task HandleAsync(RebuildPage work, CancellationToken cancellationToken)
    {
        var page = await sources.Named(work.Source).ReadAsync(work.Continuation, cancellationToken);
        foreach (var id in page.Ids)
        {
            var one = new RebuildRows(work.Run, work.Source, id);
            await rows.EnqueueAsync(one.Id, one, cancellationToken);
        }

        if (page.Next is null) return;
        var following = work with { Number = work.Number + 1, Continuation = page.Next };
        await pages.EnqueueAsync(following.Id, following, cancellationToken);
    }
}

/// <summary>Makes rows anew. What cannot be opened fails alone.</summary>
public sealed class RebuildRowsHandler(IEnumerable<IRowSource> sources)
{
    public Task HandleAsync(RebuildRows work, CancellationToken cancellationToken) => sources.Named(work.Source).RebuildAsync(work.Of, cancellationToken);
}

internal static class NamedRowSources
{
    /// <exception cref="PermanentFailureException">There is no such source.</exception>
    public static IRowSource Named(this IEnumerable<IRowSource> sources, string name) =>
        sources.SingleOrDefault(source => source.Name == name) ?? throw new PermanentFailureException("rows_unknown");
}
