namespace Kpm.Functions.Http.RateLimits;

/// <summary>What is limited; attempts of one kind are counted together, whichever function they call.</summary>
internal enum RateLimit
{
    /// <summary>Log-ins, whether they succeed or not.</summary>
    LogIn,

    /// <summary>New accounts.</summary>
    Registration,

    /// <summary>Requests that have a mail sent.</summary>
    Mail,

    /// <summary>Uses of a token that was mailed.</summary>
    MailedToken,

    /// <summary>Requests for a keep.</summary>
    KeepRequest,

    /// <summary>Claims of releases, which may name a place that has to be known.</summary>
    Trigger,

    /// <summary>Log-ins with a passkey that are begun; a page may do so before anybody wants to log in.</summary>
    PasskeyChallenge,

    /// <summary>Uploads in parts that are opened: what they take is not counted before they are completed.</summary>
    Upload,

    /// <summary>Legacies that are planned, changed or attested: each may have people mailed.</summary>
    Plan,

    /// <summary>Exports that are asked for: each reads all that a person has.</summary>
    Export,

    /// <summary>Rehearsals that are asked for: each reads all that a plan gives away, and mails its owner.</summary>
    Rehearsal,

    /// <summary>Histories that are verified: each reads all that ever happened to what a person has.</summary>
    Verification,
}

/// <summary>The function may be called only so often by one account and from one network address.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RateLimitedAttribute(RateLimit limit) : Attribute
{
    public RateLimit Limit { get; } = limit;

    /// <summary>The field of the body that names the account, where nobody is logged in: an address, or a token that stands for an account.</summary>
    public string? AccountField { get; init; }
}

/// <summary>Too many attempts. The same for accounts that exist and for those that do not.</summary>
/// <param name="RetryAfterSeconds">When attempts are taken again.</param>
public sealed record RateLimited(int RetryAfterSeconds) : Core.Shared.Error(Core.Shared.ErrorKind.TooManyRequests, "rate_limited", "Too many attempts. Please try again later."), Core.Shared.IRetryAfter;
