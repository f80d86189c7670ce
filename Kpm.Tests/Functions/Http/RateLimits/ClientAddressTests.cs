using System.Net;
using Kpm.Functions.Http.RateLimits;
using Microsoft.AspNetCore.Http;

namespace Kpm.Tests.Functions.Http.RateLimits;

/// <summary>Where a request comes from, however it is dressed up (SEC-09).</summary>
public sealed class ClientAddressTests
{
    [Theory]
    [InlineData("203.0.113.7:51234", "203.0.113.7")]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("198.51.100.1, 203.0.113.7:51234", "203.0.113.7")]
    [InlineData("not an address, 203.0.113.7:51234", "203.0.113.7")]
    [InlineData("[::ffff:203.0.113.7]:51234", "203.0.113.7")]
    public void Given_TheFrontEndsEntry_When_Read_Then_ItIsTheRightmost(string header, string address) => Of(header).Should().Be(address);

    [Fact]
    public void Given_AddressesOfOneIPv6Network_When_Read_Then_TheyAreOne()
    {
        var addresses = new[] { "[2001:db8:1:2::1]:443", "2001:db8:1:2:ffff::9", "[2001:db8:1:2::2]:51234" }.Select(header => Of(header));

        addresses.Distinct().Should().ContainSingle().Which.Should().NotBe(Of("[2001:db8:1:3::1]:443"));
    }

    [Fact]
    public void Given_ATrustedProxy_When_Read_Then_TheEntryLeftOfItCounts()
    {
        Of("198.51.100.1, 203.0.113.7, 10.1.2.3:80", "10.0.0.0/8, 192.168.0.0/16").Should().Be("203.0.113.7");
        Of("203.0.113.7, 10.1.2.3:80", "192.168.0.0/16").Should().Be("10.1.2.3");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("unknown")]
    [InlineData("10.1.2.3")]
    public void Given_NoEntryToBelieve_When_Read_Then_TheConnectionCounts(string? header) => Of(header, "10.0.0.0/8").Should().Be("192.0.2.1");

    private static string Of(string? header, string trusted = "")
    {
        var http = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse("192.0.2.1") } };
        if (header is not null) http.Request.Headers["X-Forwarded-For"] = header;
        return ClientAddress.Behind(trusted).Of(http.Request);
    }
}
