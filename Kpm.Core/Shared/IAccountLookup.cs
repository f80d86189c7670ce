namespace Kpm.Core.Shared;

/// <summary>Whether somebody can be reached.</summary>
public enum AccountReach
{
    /// <summary>The account is active, and no mail to it came back.</summary>
    Reachable,

    /// <summary>Mails to the account come back.</summary>
    Unreachable,

    /// <summary>The account is not active: it waits for its activation, or was shut.</summary>
    Inactive,

    /// <summary>There is no such account, or not any more.</summary>
    Gone,
}

/// <summary>The one view over accounts that other contexts may have.</summary>
public interface IAccountLookup
{
    /// <summary>Whether a person can be reached.</summary>
    Task<AccountReach> ReachOfAsync(UserId user, CancellationToken cancellationToken);
}
