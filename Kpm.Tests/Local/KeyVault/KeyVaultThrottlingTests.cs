using System.Net;

namespace Kpm.Tests.Local.KeyVault;

/// <summary>A vault of its own, because what it refuses here it would refuse the next test too.</summary>
public sealed class KeyVaultThrottlingTests(LocalKeyVault vault) : IClassFixture<LocalKeyVault>
{
    /// <summary>Source: learn.microsoft.com/azure/key-vault/general/service-limits: 1,000 transactions in 10 s on software RSA 3072 keys.</summary>
    [Fact]
    public async Task Given_MoreThanAThousandTransactions_When_SentAtOnce_Then_TheVaultThrottles()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var admitted = 0;
        HttpResponseMessage response;
        while ((response = await vault.Client.GetAsync("/keys/kek?api-version=7.4", deadline.Token)).IsSuccessStatusCode) admitted++;

        response.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        response.Headers.RetryAfter!.Delta.Should().BeGreaterThan(TimeSpan.Zero).And.BeLessThanOrEqualTo(TimeSpan.FromSeconds(10));
        admitted.Should().BeGreaterThanOrEqualTo(1000);
    }
}
