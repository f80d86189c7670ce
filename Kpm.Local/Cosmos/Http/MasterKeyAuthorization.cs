using System.Security.Cryptography;
using System.Text;

namespace Kpm.Local.Cosmos.Http;

/// <summary>
/// Checks the master key signature (HMAC-SHA256) of a request.
/// https://learn.microsoft.com/rest/api/cosmos-db/access-control-on-cosmosdb-resources
/// </summary>
internal sealed class MasterKeyAuthorization(string base64Key)
{
    private readonly byte[] _key = Convert.FromBase64String(base64Key);

    /// <exception cref="CosmosError">401: no, foreign or malformed signature.</exception>
    public void Verify(CosmosRequest request)
    {
        var token = Uri.UnescapeDataString(request.Header("authorization") ?? "");
        const string Prefix = "type=master&ver=1.0&sig=";
        if (!token.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) throw CosmosError.Unauthorized();
        var signature = new byte[HMACSHA256.HashSizeInBytes];
        if (!Convert.TryFromBase64String(token[Prefix.Length..], signature, out var length) || length != signature.Length) throw CosmosError.Unauthorized();
        var (type, links) = SignedResource(request);
        var date = request.Header("x-ms-date") ?? request.Header("date") ?? "";
        if (!links.Any(link => CryptographicOperations.FixedTimeEquals(signature, Sign(request.Method, type, link, date)))) throw CosmosError.Unauthorized();
    }

    private byte[] Sign(string method, string type, string link, string date) =>
        HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{method.ToLowerInvariant()}\n{type}\n{link}\n{date.ToLowerInvariant()}\n\n"));

    // A feed is signed by its parent, a resource by itself; links by name are signed as spelled, links by resource id as the lower-case id alone.
    private static (string Type, IEnumerable<string> Links) SignedResource(CosmosRequest request)
    {
        var segments = request.Segments;
        if (segments.Count == 0) return ("", [""]);
        var isFeed = segments.Count % 2 == 1;
        var linkLength = isFeed ? segments.Count - 1 : segments.Count;
        var raw = request.RawPath.Split('/', StringSplitOptions.RemoveEmptyEntries).Take(linkLength);
        var names = segments.Take(linkLength).ToList();
        string[] links = [string.Join('/', names), string.Join('/', raw), names.LastOrDefault("").ToLowerInvariant()];
        return (segments[isFeed ? ^1 : ^2].ToLowerInvariant(), links.Distinct());
    }
}
