namespace Kpm.Core.Shared;

/// <summary>The one view over keeps that other contexts may have.</summary>
public interface IKeepLookup
{
    /// <summary>Whether an active keep joins the two; true for a person and themself.</summary>
    Task<bool> AreKeepsAsync(UserId one, UserId other, CancellationToken cancellationToken);
}
