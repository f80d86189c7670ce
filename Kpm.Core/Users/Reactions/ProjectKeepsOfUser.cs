using Kpm.Core.Shared;
using Kpm.Core.Users.Keep;

namespace Kpm.Core.Users.Reactions;

/// <summary>What a person is shown as changed: the rows of their keeps follow.</summary>
public sealed class ProjectKeepsOfUser(IKeepRows rows, ProjectKeep project)
{
    public async Task HandleAsync(UserId user, CancellationToken cancellationToken)
    {
        for (var number = 1; ; number++)
        {
            var page = await rows.ListAsync(user, lifecycle: null, KeepOrder.CreatedTs, new PageRequest(number, PageRequest.MaximumSize), cancellationToken);
            foreach (var row in page.Items) await project.HandleAsync(row.Id, cancellationToken);
            if (number * page.Size >= page.Total) return;
        }
    }
}
