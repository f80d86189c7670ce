using System.Globalization;
using Kpm.Core.Shared;

namespace Kpm.Core.Users.UseCases;

/// <summary>Has the rows of all lists made anew from the aggregates. Only admins may call it.</summary>
/// <param name="Run">Names this rebuild; a repeat with the same id is one rebuild.</param>
public sealed record RebuildProjections(Guid Run);

/// <summary>Work: have the rows of some aggregates made anew.</summary>
/// <param name="Run">Names the rebuild that this is a part of.</param>
/// <param name="Source">Of which aggregates: the name of an <see cref="IRowSource"/>.</param>
/// <param name="Number">Which page, counted from 1.</param>
/// <param name="Continuation">Where the page begins; null for the first.</param>
public sealed record RebuildPage(Guid Run, string Source, int Number, string? Continuation)
{
    /// <summary>Names this work: a repeat within the duplicate window is dropped.</summary>
    public string Id => string.Create(CultureInfo.InvariantCulture, $"rebuild:{Run}:{Source}:{Number}");
}

public sealed class RebuildProjectionsHandler(IEnumerable<IRowSource> sources, IWorkQueue<RebuildPage> pages)
{
    public async Task HandleAsync(RebuildProjections command, CancellationToken cancellationToken)
    {
        foreach (var source in sources)
        {
            var first = new RebuildPage(command.Run, source.Name, Number: 1, Continuation: null);
            await pages.EnqueueAsync(first.Id, first, cancellationToken);
        }
    }
}
