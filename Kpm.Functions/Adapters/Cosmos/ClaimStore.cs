using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Claims;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Options;

namespace Kpm.Functions.Adapters.Cosmos;

/// <summary>One document per unique value; its id is a keyed hash of the value, so that the container tells nobody's address.</summary>
internal sealed class ClaimStore(Database database, IOptions<ClaimOptions> options) : IClaimStore
{
    private readonly Container _container = database.GetContainer("claims");
    private readonly byte[] _key = Convert.FromBase64String(options.Value.Key);

    public async Task<Claim?> FindAsync(ClaimName name, CancellationToken cancellationToken)
    {
        var (document, etag) = await ReadAsync(ReferenceOf(name), cancellationToken);
        return document is null ? null : new Claim(name, document.Holder, document.ReservedTs, document.Confirmed, document.Note, etag);
    }

    public async Task<string?> FindHolderAsync(string reference, CancellationToken cancellationToken) =>
        (await ReadAsync(reference, cancellationToken)).Document?.Holder;

    private async Task<(ClaimDocument? Document, string? ETag)> ReadAsync(string id, CancellationToken cancellationToken)
    {
        using var response = await _container.ReadItemStreamAsync(id, new PartitionKey(id), cancellationToken: cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound) return (null, null);
        response.EnsureSuccessStatusCode();
        return (await JsonSerializer.DeserializeAsync<ClaimDocument>(response.Content, KpmJson.Options, cancellationToken), response.Headers.ETag);
    }

    public async Task<bool> TryCreateAsync(Claim claim, CancellationToken cancellationToken)
    {
        var document = ToDocument(claim);
        using var response = await _container.CreateItemStreamAsync(Serialize(document), new PartitionKey(document.Pk), Minimal(null), cancellationToken);
        if (response.StatusCode == HttpStatusCode.Conflict) return false;
        response.EnsureSuccessStatusCode();
        return true;
    }

    public async Task<bool> TryReplaceAsync(Claim current, Claim next, CancellationToken cancellationToken)
    {
        var document = ToDocument(next);
        using var response = await _container.ReplaceItemStreamAsync(Serialize(document), document.Id, new PartitionKey(document.Pk), Minimal(current.Revision), cancellationToken);
        if (response.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.NotFound) return false;
        response.EnsureSuccessStatusCode();
        return true;
    }

    public async Task ReleaseAsync(Claim current, CancellationToken cancellationToken)
    {
        var id = ReferenceOf(current.Name);
        using var response = await _container.DeleteItemStreamAsync(id, new PartitionKey(id), Minimal(current.Revision), cancellationToken);
        if (response.StatusCode is not (HttpStatusCode.PreconditionFailed or HttpStatusCode.NotFound)) response.EnsureSuccessStatusCode();
    }

    public string ReferenceOf(ClaimName name)
    {
        var value = HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{name.Kind}\n{name.Value}"));
        return $"{name.Kind.ToString().ToLowerInvariant()}:{options.Value.KeyVersion}:{Convert.ToHexStringLower(value)}";
    }

    private ClaimDocument ToDocument(Claim claim) =>
        new(ReferenceOf(claim.Name), ReferenceOf(claim.Name), "claim", 1, claim.Holder, claim.ReservedAt, claim.Confirmed, claim.Note);

    private static MemoryStream Serialize(ClaimDocument document) => new(JsonSerializer.SerializeToUtf8Bytes(document, KpmJson.Options));

    private static ItemRequestOptions Minimal(string? ifMatch) => new() { EnableContentResponseOnWrite = false, IfMatchEtag = ifMatch };

    private sealed record ClaimDocument(
        string Id,
        string Pk,
        string Type,
        int SchemaVersion,
        string Holder,
        [property: JsonPropertyName("reservedTs")] Timestamp ReservedTs,
        bool Confirmed,
        string? Note);
}
