using Kpm.Core.Shared;

namespace Kpm.Functions.Adapters.UserKeys;

/// <summary>Writes down that the key of a person is about to be opened by the vault, for the operation that runs now.</summary>
public interface IUnwrapLedger
{
    /// <summary>Counts one. The key is not opened unless this was written.</summary>
    Task CountAsync(UserId owner, CancellationToken cancellationToken);
}
