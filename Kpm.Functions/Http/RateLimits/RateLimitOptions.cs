using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Kpm.Functions.Http.RateLimits;

/// <summary>How often things may be tried.</summary>
internal sealed class RateLimitOptions
{
    public bool Enabled { get; init; } = true;

    /// <summary>32 bytes in base64: the key of the hashes that stand for accounts and addresses. A change forgets all attempts.</summary>
    [Required]
    public string Key { get; init; } = "";

    /// <summary>Networks (CIDR, separated by commas) of the proxies in front of the platform's own front end, whose word on the client's address is believed.</summary>
    public string TrustedProxies { get; init; } = "";

    [ValidateObjectMembers]
    public RateLimitFigures LogIn { get; init; } = new() { PerAccount = 10, PerAddress = 100, WindowSeconds = 900 };

    [ValidateObjectMembers]
    public RateLimitFigures Registration { get; init; } = new() { PerAccount = 5, PerAddress = 20, WindowSeconds = 3600 };

    [ValidateObjectMembers]
    public RateLimitFigures Mail { get; init; } = new() { PerAccount = 3, PerAddress = 20, WindowSeconds = 3600 };

    [ValidateObjectMembers]
    public RateLimitFigures MailedToken { get; init; } = new() { PerAccount = 10, PerAddress = 60, WindowSeconds = 3600 };

    [ValidateObjectMembers]
    public RateLimitFigures KeepRequest { get; init; } = new() { PerAccount = 30, PerAddress = 100, WindowSeconds = 3600 };

    [ValidateObjectMembers]
    public RateLimitFigures Trigger { get; init; } = new() { PerAccount = 30, PerAddress = 100, WindowSeconds = 3600 };

    [ValidateObjectMembers]
    public RateLimitFigures PasskeyChallenge { get; init; } = new() { PerAccount = 300, PerAddress = 300, WindowSeconds = 900 };

    [ValidateObjectMembers]
    public RateLimitFigures Upload { get; init; } = new() { PerAccount = 100, PerAddress = 300, WindowSeconds = 3600 };

    [ValidateObjectMembers]
    public RateLimitFigures Plan { get; init; } = new() { PerAccount = 60, PerAddress = 200, WindowSeconds = 3600 };

    [ValidateObjectMembers]
    public RateLimitFigures Export { get; init; } = new() { PerAccount = 5, PerAddress = 20, WindowSeconds = 86_400 };

    [ValidateObjectMembers]
    public RateLimitFigures Rehearsal { get; init; } = new() { PerAccount = 20, PerAddress = 60, WindowSeconds = 86_400 };

    [ValidateObjectMembers]
    public RateLimitFigures Verification { get; init; } = new() { PerAccount = 30, PerAddress = 100, WindowSeconds = 3600 };

    public RateLimitFigures Of(RateLimit limit) => limit switch
    {
        RateLimit.LogIn => LogIn,
        RateLimit.Registration => Registration,
        RateLimit.Mail => Mail,
        RateLimit.MailedToken => MailedToken,
        RateLimit.KeepRequest => KeepRequest,
        RateLimit.Trigger => Trigger,
        RateLimit.PasskeyChallenge => PasskeyChallenge,
        RateLimit.Upload => Upload,
        RateLimit.Plan => Plan,
        RateLimit.Export => Export,
        RateLimit.Rehearsal => Rehearsal,
        RateLimit.Verification => Verification,
    };
}

/// <summary>The figures of one limit.</summary>
internal sealed class RateLimitFigures
{
    /// <summary>Attempts per account and window.</summary>
    [Range(1, 1_000_000)]
    public int PerAccount { get; init; }

    /// <summary>Attempts per network address and window.</summary>
    [Range(1, 1_000_000)]
    public int PerAddress { get; init; }

    /// <summary>The length of a window. Windows stand still: at the border of two, twice the figure may pass.</summary>
    [Range(1, 86_400)]
    public int WindowSeconds { get; init; }

    public TimeSpan Window => TimeSpan.FromSeconds(WindowSeconds);
}
