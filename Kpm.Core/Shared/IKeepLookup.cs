namespace Kpm.Core.Shared;

/// <summary>The one view over keeps that other contexts may have.</summary>
public interface IKeepLookup
{
    /// <summary>Whether an active keep joins the two; true for a person and themself.</summary>
    Task<bool> AreKeepsAsync(UserId one, UserId other, CancellationToken cancellationToken);

    /// <summary>As <see cref="AreKeepsAsync"/>, but by the keep itself: one that ended a moment ago does not count. For what cannot be taken back.</summary>
    Task<bool> AreStillKeepsAsync(UserId one, UserId other, CancellationToken cancellationToken);
}
