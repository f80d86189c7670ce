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
        var answers = new List<HttpResponseMessage>();
        while (!answers.Exists(a => a.StatusCode == HttpStatusCode.TooManyRequests))
            answers.AddRange(await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => vault.Client.GetAsync("/keys/kek?api-version=7.4", deadline.Token))));

        answers.Count(a => a.IsSuccessStatusCode).Should().BeGreaterThanOrEqualTo(1000);
        answers.Where(a => !a.IsSuccessStatusCode).Should().OnlyContain(a =>
            a.StatusCode == HttpStatusCode.TooManyRequests && a.Headers.RetryAfter!.Delta > TimeSpan.Zero && a.Headers.RetryAfter.Delta <= TimeSpan.FromSeconds(10));
    }
}
