using Kpm.Core.Shared;

namespace Kpm.Core.Users.Keep;

/// <summary>Every keep, in one list for admins: who and when, never a name, an address or a code.</summary>
public interface IKeepDirectory
{
    /// <summary>Stores a row (<see cref="KeepRow.OfNobody"/>), unless a newer version of it is there.</summary>
    Task PutAsync(KeepRow row, CancellationToken cancellationToken);

    /// <summary>One page of all keeps, in every state; ties by id.</summary>
    Task<Page<KeepRow>> ListAsync(KeepOrder order, PageRequest page, CancellationToken cancellationToken);
}
