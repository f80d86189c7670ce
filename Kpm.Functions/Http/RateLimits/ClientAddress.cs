using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Kpm.Functions.Http.RateLimits;

/// <summary>
/// Where a request comes from. Every proxy appends the address it was called from to <c>X-Forwarded-For</c>, the platform's front end last;
/// the framework takes that last entry out and makes it the connection's address. So the header is to be believed from its right end only,
/// and only behind a connection from a trusted proxy: what a client wrote into it itself stands left of that.
/// </summary>
internal sealed class ClientAddress(IReadOnlyList<IPNetwork> trustedProxies)
{
    private const string Header = "X-Forwarded-For";
    private const int NetworkBytesOfIPv6 = 8;

    /// <param name="networks">Networks (CIDR) of trusted proxies, separated by commas; none when empty.</param>
    /// <exception cref="FormatException">One is no network.</exception>
    public static ClientAddress Behind(string networks) =>
        new([.. networks.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(IPNetwork.Parse)]);

    /// <summary>The address, of IPv6 the network of 64 bits that one client has for itself (RFC 6177).</summary>
    public string Of(HttpRequest request)
    {
        var known = request.HttpContext.Connection.RemoteIpAddress is { } connected ? Plain(connected) : IPAddress.None;
        foreach (var entry in request.Headers.GetCommaSeparatedValues(Header).Reverse())
        {
            if (!trustedProxies.Any(network => network.Contains(known)) || !IPEndPoint.TryParse(entry, out var named)) break;
            known = Plain(named.Address);
        }

        return Subject(known);
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static string Subject(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, NetworkBytesOfIPv6)) : address.ToString();
}
