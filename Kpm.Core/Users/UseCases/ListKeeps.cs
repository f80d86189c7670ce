using Kpm.Core.Shared;
using Kpm.Core.Users.Keep;

namespace Kpm.Core.Users.UseCases;

/// <summary>Lists every keep. Only admins may call it.</summary>
public sealed record ListKeeps(KeepOrder Order, PageRequest Page);

public sealed class ListKeepsHandler(IKeepDirectory directory)
{
    public Task<Page<KeepRow>> HandleAsync(ListKeeps query, CancellationToken cancellationToken) => directory.ListAsync(query.Order, query.Page, cancellationToken);
}
