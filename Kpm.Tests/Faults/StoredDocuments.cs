using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kpm.Tests.Local;
using Kpm.Tests.Local.Cosmos;
using Kpm.Tests.Running;
using Microsoft.Azure.Cosmos;

namespace Kpm.Tests.Faults;

/// <summary>Reads what the system stored, past its API, by the Azure SDK.</summary>
internal sealed partial class StoredDocuments(KpmSystem system) : IDisposable
{
    private const long TwoDays = 2 * 86_400_000;
    private readonly CosmosClient _client = CosmosAccount.Connect(system.Cosmos.Port);

    /// <summary>The documents of users whose events are not all sent.</summary>
    public Task<IReadOnlyList<JsonElement>> UnsentUsersAsync() => QueryAsync("users", "SELECT * FROM c WHERE c.outboxDue > 0");

    /// <summary>Every aggregate whose events are not all sent.</summary>
    public async Task<IReadOnlyList<JsonElement>> UnsentAsync()
    {
        string[] containers = ["users", "removals", "keyRotations", "keeps", "assets", "uploads", "releases", "invitations", "exports", "attempts", "signsOfLife", "rehearsals"];
        var found = await Task.WhenAll(containers.Select(container => QueryAsync(container, "SELECT * FROM c WHERE c.outboxDue > 0")));
        return [.. found.SelectMany(documents => documents)];
    }

    /// <summary>The work that was given up.</summary>
    public Task<IReadOnlyList<JsonElement>> FailuresAsync() => QueryAsync("failures", "SELECT * FROM c");

    /// <summary>Loses a document.</summary>
    public async Task DeleteAsync(string container, string id, string partitionKey)
    {
        using var response = await _client.GetContainer("kpm", container).DeleteItemStreamAsync(id, new PartitionKey(partitionKey));
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Spoils a document.</summary>
    public Task AlterAsync(string container, string id, string partitionKey, params PatchOperation[] changes) =>
        _client.GetContainer("kpm", container).PatchItemAsync<JsonElement>(id, new PartitionKey(partitionKey), changes);

    /// <summary>Alters a document that is as it was read.</summary>
    public Task AlterIfSameAsync(string container, string id, string partitionKey, JsonElement read, params PatchOperation[] changes) =>
        _client.GetContainer("kpm", container).PatchItemAsync<JsonElement>(id, new PartitionKey(partitionKey), changes, new PatchItemRequestOptions { IfMatchEtag = read.GetProperty("_etag").GetString() });

    /// <summary>A document as it lies in the store; null when there is none.</summary>
    public async Task<JsonElement?> FindAsync(string container, string id, string partitionKey)
    {
        using var response = await _client.GetContainer("kpm", container).ReadItemStreamAsync(id, new PartitionKey(partitionKey));
        if (response.StatusCode == System.Net.HttpStatusCode.NotFound) return null;
        response.EnsureSuccessStatusCode();
        return await JsonSerializer.DeserializeAsync<JsonElement>(response.Content);
    }

    /// <summary>Brings a document back as it was.</summary>
    public async Task PutAsync(string container, JsonElement document)
    {
        using var body = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(document));
        using var response = await _client.GetContainer("kpm", container).UpsertItemStreamAsync(body, new PartitionKey(document.GetProperty("pk").GetString()));
        response.EnsureSuccessStatusCode();
    }

    /// <summary>The removal of an account, if there is one.</summary>
    public async Task<JsonElement?> RemovalAsync(string user)
    {
        var removals = await QueryAsync("removals", "SELECT * FROM c");
        return removals.Where(removal => removal.GetProperty("state").GetProperty("user").GetString() == user).Select(removal => (JsonElement?)removal).SingleOrDefault();
    }

    /// <summary>The day on which an account ends comes: its document says that it is now.</summary>
    public Task BringForwardClosingAsync(string user) =>
        _client.GetContainer("kpm", "users").PatchItemAsync<JsonElement>(user, new PartitionKey(user), [PatchOperation.Set("/state/closingTs", 1), PatchOperation.Set("/nextCheckAt", 1)]);

    /// <summary>The registration of a passkey that an account has begun is over: its document says that it is old.</summary>
    public Task AgePasskeyRegistrationAsync(string user) =>
        _client.GetContainer("kpm", "users").PatchItemAsync<JsonElement>(user, new PartitionKey(user), [PatchOperation.Increment("/state/passkeyRegistration/startedTs", -300_000)]);

    /// <summary>A log-in with a passkey that was begun is over: its document says that it is old.</summary>
    public Task AgePasskeyChallengeAsync(string challenge) =>
        _client.GetContainer("kpm", "users").PatchItemAsync<JsonElement>(challenge, new PartitionKey(challenge), [PatchOperation.Increment("/madeTs", -300_000)]);

    /// <summary>The time of an upload is over: its document says that it is now.</summary>
    public Task BringForwardExpiryAsync(string upload) =>
        _client.GetContainer("kpm", "uploads").PatchItemAsync<JsonElement>(upload, new PartitionKey(upload), [PatchOperation.Set("/state/expiresTs", 1), PatchOperation.Set("/state/nextCheckAt", 1), PatchOperation.Set("/nextCheckAt", 1)]);

    /// <summary>The mails of an attempt to its owner went out longer ago: their documents say that it was two days before.</summary>
    public async Task AgeMailsAsync(string attempt)
    {
        foreach (var mail in await QueryAsync("mails", $"SELECT * FROM c WHERE CONTAINS(c.id, '{attempt}') AND c.sentTs > 0"))
            await AlterAsync("mails", mail.GetProperty("id").GetString()!, mail.GetProperty("pk").GetString()!, PatchOperation.Increment("/sentTs", -TwoDays));
    }

    /// <summary>The date of a legacy with one date comes: its document says that it was then, and that it is to be looked at since.</summary>
    public Task BringForwardReleaseAsync(string release, long date) =>
        AlterAsync("releases", release, release, PatchOperation.Set("/state/conditions/instant", date), PatchOperation.Set("/state/nextCheckAt", date), PatchOperation.Set("/nextCheckAt", date));

    /// <summary>A legacy is to be looked at since then, whatever its date.</summary>
    public Task BringForwardLookAsync(string release, long date) =>
        AlterAsync("releases", release, release, PatchOperation.Set("/state/nextCheckAt", date), PatchOperation.Set("/nextCheckAt", date));

    /// <summary>The keys of a person are gone: their document says that they were erased.</summary>
    public Task EraseKeysAsync(string user) => UserKeys.PatchItemAsync<JsonElement>("userKeys", new PartitionKey(user), [PatchOperation.Set("/erasedTs", 1)]);

    /// <summary>Waits for the end of the removal of an account.</summary>
    public Task RemovalIsDoneAsync(string user) => system.HurriedAsync("CheckDueRemovals", () => IsRemovalDoneAsync(user), "the end of the removal");

    public async Task<bool> IsRemovalDoneAsync(string user) => (await RemovalAsync(user))?.GetProperty("state").GetProperty("lifecycle").GetString() == "inactive";

    /// <summary>The rotation of a person's key, if there is one.</summary>
    public async Task<JsonElement?> KeyRotationAsync(string user)
    {
        var rotations = await QueryAsync("keyRotations", "SELECT * FROM c");
        return rotations.Where(rotation => rotation.GetProperty("state").GetProperty("user").GetString() == user).Select(rotation => (JsonElement?)rotation).SingleOrDefault();
    }

    /// <summary>The keys of a person, or the mark that they were erased.</summary>
    public async Task<JsonElement> UserKeysAsync(string user) =>
        (await UserKeys.ReadItemAsync<JsonElement>("userKeys", new PartitionKey(user))).Resource;

    /// <summary>A person's key was erased longer ago: its mark says so.</summary>
    public Task AgeErasureAsync(string user, TimeSpan time) =>
        UserKeys.PatchItemAsync<JsonElement>("userKeys", new PartitionKey(user), [PatchOperation.Increment("/erasedTs", -(long)time.TotalMilliseconds)]);

    /// <summary>The time of an export is over: its document says that it was until now.</summary>
    public Task BringForwardExportExpiryAsync(string owner, string export) =>
        _client.GetContainer("kpm", "exports").PatchItemAsync<JsonElement>(export, new PartitionKey(owner), [PatchOperation.Set("/state/expiresTs", 1), PatchOperation.Set("/state/nextCheckAt", 1), PatchOperation.Set("/nextCheckAt", 1)]);

    /// <summary>An export as it lies in the store.</summary>
    public async Task<JsonElement> ExportAsync(string owner, string export) =>
        (await _client.GetContainer("kpm", "exports").ReadItemAsync<JsonElement>(export, new PartitionKey(owner))).Resource;

    public async Task<JsonElement> ReleaseAsync(string id) => (await QueryAsync("releases", "SELECT * FROM c")).Single(release => release.GetProperty("id").GetString() == id);

    /// <summary>An aggregate that is a partition of its own, as it lies in the store.</summary>
    public async Task<JsonElement> AggregateAsync(string container, string id) =>
        await _client.GetContainer("kpm", container).ReadItemAsync<JsonElement>(id, new PartitionKey(id)) is { } found ? found.Resource : default;

    /// <summary>The time of an asset in the trash is over: its document says that it was until now.</summary>
    public Task BringForwardShreddingAsync(string asset) =>
        _client.GetContainer("kpm", "assets").PatchItemAsync<JsonElement>(asset, new PartitionKey(asset), [PatchOperation.Set("/state/shredTs", 1), PatchOperation.Set("/nextCheckAt", 1)]);

    /// <summary>Every document of a container.</summary>
    public Task<IReadOnlyList<JsonElement>> DocumentsAsync(string container) => QueryAsync(container, "SELECT * FROM c");

    /// <summary>All documents as text.</summary>
    public async Task<string> AllTextAsync()
    {
        var texts = new List<string>();
        foreach (var container in ContainerNames) texts.AddRange((await QueryAsync(container, "SELECT * FROM c")).Select(document => document.GetRawText()));
        return string.Join('\n', texts);
    }

    /// <summary>
    /// All that is stored, a line for each document, but what timers note of themselves. With the mark of its last write, so that a document
    /// that is written again is another one; rows may be written again, and sealed anew, and say the same.
    /// </summary>
    public async Task<IReadOnlyList<string>> EverythingAsync()
    {
        string[] rows = ["keepsByParty", "directory", "assetsByOwner", "releasesByPerson"];
        var everything = new List<string>();
        foreach (var container in ContainerNames.Except(["jobs"]))
        {
            foreach (var document in await DocumentsAsync(container))
            {
                var line = JsonObject.Create(document)!;
                foreach (var name in rows.Contains(container) ? new[] { "_etag", "_ts", "sealed" } : []) line.Remove(name);
                everything.Add($"{container} {line.ToJsonString()}");
            }
        }

        return [.. everything.Order(StringComparer.Ordinal)];
    }

    /// <summary>The ids of everybody whose key is stored and not erased.</summary>
    public async Task<IReadOnlyList<string>> PeopleWithKeysAsync()
    {
        using var pages = UserKeys.GetItemQueryIterator<JsonElement>("SELECT * FROM c");
        var people = new List<string>();
        while (pages.HasMoreResults) people.AddRange((await pages.ReadNextAsync()).Where(keys => !keys.TryGetProperty("erasedTs", out _)).Select(keys => keys.GetProperty("pk").GetString()!));
        return people;
    }

    private Container UserKeys => _client.GetContainer("kpm-keys", "keys");

    /// <summary>The containers of the database, that of the user keys apart.</summary>
    public static IEnumerable<string> ContainerNames
    {
        get
        {
            using var topology = JsonDocument.Parse(File.ReadAllText(Path.Combine(LocalPart.RepositoryRoot, "infra", "topology.json")));
            return [.. topology.RootElement.GetProperty("containers").EnumerateArray().Select(container => container.GetProperty("name").GetString()!)];
        }
    }

    /// <summary>The store refuses so many operations of one kind on one container.</summary>
    public async Task RefuseAsync(int status, int count, string container, string operation)
    {
        using var http = new HttpClient();
        using var response = await http.PostAsJsonAsync(new Uri(system.CosmosAddress, "/_local/faults"), new { status, count, container, operation });
        response.EnsureSuccessStatusCode();
    }

    public void Dispose() => _client.Dispose();

    /// <summary>Documents of a container, of every partition.</summary>
    public async Task<IReadOnlyList<JsonElement>> QueryAsync(string container, string query)
    {
        var found = new List<JsonElement>();
        using var pages = _client.GetContainer("kpm", container).GetItemQueryStreamIterator(query);
        while (pages.HasMoreResults)
        {
            using var page = await pages.ReadNextAsync();
            page.EnsureSuccessStatusCode();
            using var body = await JsonDocument.ParseAsync(page.Content);
            found.AddRange(body.RootElement.GetProperty("Documents").EnumerateArray().Select(document => document.Clone()));
        }

        return found;
    }
}
