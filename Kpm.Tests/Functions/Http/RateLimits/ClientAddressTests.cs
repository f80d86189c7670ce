using System.Net;
using Kpm.Functions.Http.RateLimits;
using Microsoft.AspNetCore.Http;

namespace Kpm.Tests.Functions.Http.RateLimits;

/// <summary>Where a request comes from, however it is dressed up (SEC-09).</summary>
public sealed class ClientAddressTests
{
    private const string Connected = "192.0.2.1";

    [Theory]
    [InlineData(null)]
    [InlineData("203.0.113.7")]
    [InlineData("198.51.100.1, 203.0.113.7:51234")]
    public void Given_NoTrustedProxy_When_Read_Then_TheConnectionCountsWhateverTheClientWrote(string? header) => Of(header).Should().Be(Connected);

    [Theory]
    [InlineData("203.0.113.7:51234", "203.0.113.7")]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("198.51.100.1, 203.0.113.7:51234", "203.0.113.7")]
    [InlineData("not an address, 203.0.113.7:51234", "203.0.113.7")]
    [InlineData("[::ffff:203.0.113.7]:51234", "203.0.113.7")]
    [InlineData("198.51.100.1, 203.0.113.7, 10.1.2.3:80", "203.0.113.7")]
    [InlineData("10.1.2.3, 10.1.2.4", "10.1.2.3")]
    [InlineData("unknown", Connected)]
    [InlineData("", Connected)]
    public void Given_TrustedProxies_When_Read_Then_TheFirstThatIsNoneCountsFromTheRight(string header, string address) =>
        Of(header, "192.0.2.0/24, 10.0.0.0/8").Should().Be(address);

    [Fact]
    public void Given_AddressesOfOneIPv6Network_When_Read_Then_TheyAreOne()
    {
        const string Trusted = "192.0.2.0/24";
        var addresses = new[] { "[2001:db8:1:2::1]:443", "2001:db8:1:2:ffff::9", "[2001:db8:1:2::2]:51234" }.Select(header => Of(header, Trusted));

        addresses.Distinct().Should().ContainSingle().Which.Should().NotBe(Of("[2001:db8:1:3::1]:443", Trusted));
    }

    private static string Of(string? header, string trusted = "")
    {
        var http = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse(Connected) } };
        if (header is not null) http.Request.Headers["X-Forwarded-For"] = header;
        return ClientAddress.Behind(trusted).Of(http.Request);
    }
}
