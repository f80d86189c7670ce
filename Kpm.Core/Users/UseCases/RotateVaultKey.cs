using System.Globalization;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Users.UseCases;

/// <summary>Has every user key wrapped under the current version of the vault's key. Only admins may call it, with a fresh token.</summary>
/// <remarks>The vault makes new versions by its own policy; this lets go of the older ones.</remarks>
/// <param name="Run">Names this rotation; a repeat with the same id is one rotation.</param>
public sealed record RotateVaultKey(Guid Run);

/// <summary>Work: wrap the keys of some people anew.</summary>
/// <param name="Run">Names the rotation that this is a part of.</param>
/// <param name="Number">Which page, counted from 1.</param>
/// <param name="Continuation">Where the page begins; null for the first.</param>
public sealed record RewrapUserKeys(Guid Run, int Number, string? Continuation)
{
    /// <summary>Names this work: a repeat within the duplicate window is dropped.</summary>
    public string Id => string.Create(CultureInfo.InvariantCulture, $"rewrap:{Run}:{Number}");
}

public sealed class RotateVaultKeyHandler(IWorkQueue<RewrapUserKeys> pages)
{
    public Task HandleAsync(RotateVaultKey command, CancellationToken cancellationToken)
    {
        var first = new RewrapUserKeys(command.Run, Number: 1, Continuation: null);
        return pages.EnqueueAsync(first.Id, first, cancellationToken);
    }
}

/// <summary>What each version of the vault's key wraps. Only admins may ask: a version that wraps nothing any more may be disabled once the longest backup has expired.</summary>
public sealed class CountVaultKeyUseHandler(IUserKeyWraps wraps)
{
    public Task<IReadOnlyList<VaultKeyUse>> HandleAsync(CancellationToken cancellationToken) => wraps.CountAsync(cancellationToken);
}
