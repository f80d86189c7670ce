using Kpm.Core.Shared;
using Kpm.Functions.Http.RateLimits;
using Kpm.Tests.Fakes;
using Microsoft.Extensions.Options;

namespace Kpm.Tests.Functions.Http.RateLimits;

/// <summary>How attempts are counted (SEC-09).</summary>
public sealed class RateLimiterTests
{
    private const int PerAccount = 2;
    private const int PerAddress = 3;
    private static readonly Timestamp StartOfAWindow = new(1_800_000_000_000);
    private readonly FakeClock _clock = new(StartOfAWindow);
    private readonly InMemoryRateLimitStore _store = new();
    private readonly RateLimiter _limiter;

    public RateLimiterTests() => _limiter = new RateLimiter(
        _store,
        Options.Create(new RateLimitOptions
        {
            Key = Convert.ToBase64String(new byte[32]),
            LogIn = new RateLimitFigures { PerAccount = PerAccount, PerAddress = PerAddress, WindowSeconds = 900 },
        }),
        _clock);

    [Fact]
    public async Task Given_OneAccountFromManyAddresses_When_ItsAttemptsAreUsedUp_Then_OnlyItIsRefused()
    {
        for (var i = 0; i < PerAccount; i++) (await TakeAsync($"192.0.2.{i}", "anna")).Should().BeNull();

        (await TakeAsync("192.0.2.9", "anna")).Should().NotBeNull();
        (await TakeAsync("192.0.2.9", "ben")).Should().BeNull();
    }

    [Fact]
    public async Task Given_OneAddressWithManyAccounts_When_ItsAttemptsAreUsedUp_Then_TheAccountsOfOthersKeepTheirs()
    {
        for (var i = 0; i < PerAddress; i++) (await TakeAsync("192.0.2.1", $"account{i}")).Should().BeNull();

        for (var i = 0; i < 5; i++) (await TakeAsync("192.0.2.1", "anna")).Should().NotBeNull();
        (await TakeAsync("192.0.2.2", "anna")).Should().BeNull();
    }

    [Fact]
    public async Task Given_NoAccount_When_AttemptsAreTaken_Then_TheAddressAloneCounts()
    {
        for (var i = 0; i < PerAddress; i++) (await TakeAsync("192.0.2.1", null)).Should().BeNull();

        (await TakeAsync("192.0.2.1", null)).Should().NotBeNull();
    }

    [Theory]
    [InlineData(0, 900)]
    [InlineData(1, 900)]
    [InlineData(1000, 899)]
    [InlineData(899_999, 1)]
    public async Task Given_ARefusal_When_ItSaysWhenToRetry_Then_ThatIsTheEndOfTheWindowInWholeSeconds(int elapsedMilliseconds, int seconds)
    {
        _clock.Now = StartOfAWindow + TimeSpan.FromMilliseconds(elapsedMilliseconds);
        for (var i = 0; i < PerAccount; i++) await TakeAsync("192.0.2.1", "anna");

        var refused = await TakeAsync("192.0.2.1", "anna");

        refused!.RetryAfterSeconds.Should().Be(seconds);
        _clock.Now += TimeSpan.FromSeconds(refused.RetryAfterSeconds);
        (await TakeAsync("192.0.2.1", "anna")).Should().BeNull("the window is over");
    }

    [Fact]
    public async Task Given_AnAttempt_When_Counted_Then_TheStoreLearnsNoSubject()
    {
        await TakeAsync("192.0.2.1", "anna@example.com");

        _store.Counters.Should().HaveCount(2).And.OnlyContain(counter => counter.Length == 64 && counter.All(char.IsAsciiHexDigitLower));
    }

    [Fact]
    public async Task Given_AUsedUpLimit_When_SomethingElseIsTried_Then_ItIsCountedByItself()
    {
        for (var i = 0; i <= PerAccount; i++) await TakeAsync("192.0.2.1", "anna");

        (await _limiter.TakeAsync(RateLimit.Mail, "192.0.2.1", "anna", default)).Should().BeNull();
    }

    private Task<RateLimited?> TakeAsync(string address, string? account) => _limiter.TakeAsync(RateLimit.LogIn, address, account, default);
}
