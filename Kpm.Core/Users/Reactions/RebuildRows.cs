using Kpm.Core.Shared;
using Kpm.Core.Users.UseCases;

namespace Kpm.Core.Users.Reactions;

/// <summary>Makes the rows of one page of aggregates anew, as if each had just changed, and sends the work for the next page.</summary>
/// <remarks>The next page is sent last: a page that fails is repeated as a whole, and every row may be made twice.</remarks>
public sealed class RebuildRows(IIdPages<UserId> users, IIdPages<KeepId> keeps, ProjectUser projectUser, ProjectKeep projectKeep, IWorkQueue<RebuildPage> pages)
{
    public async Task HandleAsync(RebuildPage work, CancellationToken cancellationToken)
    {
        var next = work.Source switch
        {
            RowSource.Users => await ProjectAsync(users, projectUser.HandleAsync, work.Continuation, cancellationToken),
            RowSource.Keeps => await ProjectAsync(keeps, projectKeep.HandleAsync, work.Continuation, cancellationToken),
        };
        if (next is null) return;
        var following = work with { Number = work.Number + 1, Continuation = next };
        await pages.EnqueueAsync(following.Id, following, cancellationToken);
    }

    private static async Task<string?> ProjectAsync<TId>(IIdPages<TId> source, Func<TId, CancellationToken, Task> project, string? continuation, CancellationToken cancellationToken)
        where TId : struct, IEntityId<TId>
    {
        var page = await source.ReadAsync(continuation, cancellationToken);
        foreach (var id in page.Ids) await project(id, cancellationToken);
        return page.Next;
    }
}
