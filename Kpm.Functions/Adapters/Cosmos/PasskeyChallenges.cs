using System.Net;
using System.Text.Json;
using Kpm.Core.Shared;
using Kpm.Core.Users.Factors;
using Microsoft.Azure.Cosmos;

namespace Kpm.Functions.Adapters.Cosmos;

/// <summary>Log-ins with a passkey that were begun, in container <c>users</c>: each vanishes by itself, or when it is taken.</summary>
internal sealed class PasskeyChallenges(Database database) : IPasskeyChallenges
{
    private readonly Container _container = database.GetContainer("users");

    public async Task AddAsync(PasskeyChallenge challenge, CancellationToken cancellationToken)
    {
        var id = challenge.Id.ToString();
        var document = new ChallengeDocument(id, id, "passkeyChallenge", 1, challenge.Challenge, challenge.MadeTs, (int)PasskeyChallenge.Lifetime.TotalSeconds);
        using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(document, KpmJson.Options));
        using var created = await _container.CreateItemStreamAsync(content, new PartitionKey(id), new ItemRequestOptions { EnableContentResponseOnWrite = false }, cancellationToken);
        if (created.StatusCode != HttpStatusCode.Conflict) created.EnsureSuccessStatusCode();
    }

    public async Task<PasskeyChallenge?> FindAsync(PasskeyChallengeId id, CancellationToken cancellationToken)
    {
        using var response = await _container.ReadItemStreamAsync(id.ToString(), new PartitionKey(id.ToString()), cancellationToken: cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound) return null;
        response.EnsureSuccessStatusCode();
        var document = (await JsonSerializer.DeserializeAsync<ChallengeDocument>(response.Content, KpmJson.Options, cancellationToken))!;
        return document.Type == "passkeyChallenge" ? new PasskeyChallenge(id, document.Challenge, document.MadeTs) : null;
    }

    public async Task<PasskeyChallenge?> TakeAsync(PasskeyChallengeId id, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is not { } challenge) return null;
        using var deleted = await _container.DeleteItemStreamAsync(id.ToString(), new PartitionKey(id.ToString()), cancellationToken: cancellationToken);
        if (deleted.StatusCode == HttpStatusCode.NotFound) return null;
        deleted.EnsureSuccessStatusCode();
        return challenge;
    }

    private sealed record ChallengeDocument(string Id, string Pk, string Type, int SchemaVersion, string Challenge, Timestamp MadeTs, int Ttl);
}
