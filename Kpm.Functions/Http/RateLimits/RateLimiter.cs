using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Kpm.Core.Shared;
using Microsoft.Extensions.Options;

namespace Kpm.Functions.Http.RateLimits;

/// <summary>Counts attempts per network address and per account, in windows of time. Subjects are known to the store by a keyed hash only.</summary>
internal sealed class RateLimiter(IRateLimitStore store, IOptions<RateLimitOptions> options, IClock clock)
{
    private readonly byte[] _key = Convert.FromBase64String(options.Value.Key);

    /// <summary>Takes one attempt. The address comes first, so that one who has used it up does not use up the accounts of others.</summary>
    /// <param name="limit">What is tried.</param>
    /// <param name="address">Where the attempt comes from.</param>
    /// <param name="account">Whose account it is about; null when that is not known.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null when it may go on.</returns>
    public async Task<RateLimited?> TakeAsync(RateLimit limit, string address, string? account, CancellationToken cancellationToken)
    {
        var figures = options.Value.Of(limit);
        var window = Math.DivRem(clock.Now.UnixMilliseconds, (long)figures.Window.TotalMilliseconds, out var elapsed);
        var allowed = await TakeAsync("address", address, figures.PerAddress)
            && (account is null || await TakeAsync("account", account, figures.PerAccount));
        return allowed ? null : new RateLimited((int)Math.Ceiling((figures.Window - TimeSpan.FromMilliseconds(elapsed)).TotalSeconds));

        Task<bool> TakeAsync(string kind, string subject, int most) =>
            store.TryTakeAsync(CounterOf($"{limit}\n{kind}\n{window.ToString(CultureInfo.InvariantCulture)}\n{subject}"), most, figures.Window, cancellationToken);
    }

    private string CounterOf(string subject) => Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(subject)));
}
