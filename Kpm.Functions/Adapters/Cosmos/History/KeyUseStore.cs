using System.Globalization;
using System.Net;
using System.Text.Json;
using Kpm.Core.Shared;
using Kpm.Core.Shared.History;
using Kpm.Functions.Adapters.UserKeys;
using Kpm.Functions.Telemetry;
using Microsoft.Azure.Cosmos;

namespace Kpm.Functions.Adapters.Cosmos.History;

/// <summary>How often keys were opened, in container <c>keyUses</c>: per person one document for each day in UTC. To count is one patch; on the first of a day two calls more.</summary>
internal sealed class KeyUseStore(Database database, IClock clock) : IKeyUses, IUnwrapLedger
{
    /// <summary>How long after its end a day is told: whoever counts has written it by then.</summary>
    internal static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    private readonly Container _container = database.GetContainer("keyUses");

    public async Task CountAsync(UserId owner, CancellationToken cancellationToken)
    {
        var purpose = JsonNamingPolicy.SnakeCaseLower.ConvertName(Operation.Current);
        var document = KeyUseDocument.First(owner, clock.Now, purpose);
        if (await TryIncrementAsync(document, purpose, cancellationToken)) return;
        using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(document, KpmJson.Options));
        using var created = await _container.CreateItemStreamAsync(content, PartitionOf(owner), cancellationToken: cancellationToken);
        if (created.StatusCode != HttpStatusCode.Conflict) created.EnsureSuccessStatusCode();
        else if (!await TryIncrementAsync(document, purpose, cancellationToken)) throw new ConcurrencyConflictException();
    }

    public async Task<IReadOnlyList<KeyUseDay>> ReadAsync(UserId person, Timestamp endedBy, CancellationToken cancellationToken)
    {
        var query = new QueryDefinition("SELECT * FROM c WHERE c.dueTs <= @until ORDER BY c.dueTs").WithParameter("@until", endedBy.UnixMilliseconds);
        using var iterator = _container.GetItemQueryIterator<KeyUseDocument>(query, requestOptions: new QueryRequestOptions { PartitionKey = PartitionOf(person) });
        var days = new List<KeyUseDay>();
        while (iterator.HasMoreResults) days.AddRange((await iterator.ReadNextAsync(cancellationToken)).Select(document => document.ToDay()));
        return days;
    }

    public async Task LetWaitAsync(UserId person, string day, CancellationToken cancellationToken)
    {
        using var response = await _container.PatchItemStreamAsync(day, PartitionOf(person), [PatchOperation.Remove("/nextCheckAt")], cancellationToken: cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    public async Task ForgetAsync(UserId person, string day, CancellationToken cancellationToken)
    {
        using var response = await _container.DeleteItemStreamAsync(day, PartitionOf(person), cancellationToken: cancellationToken);
        if (response.StatusCode != HttpStatusCode.NotFound) response.EnsureSuccessStatusCode();
    }

    private async Task<bool> TryIncrementAsync(KeyUseDocument document, string purpose, CancellationToken cancellationToken)
    {
        using var response = await _container.PatchItemStreamAsync(document.Id, new PartitionKey(document.Pk), [PatchOperation.Increment($"/uses/{purpose}", 1)], cancellationToken: cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound) return false;
        response.EnsureSuccessStatusCode();
        return true;
    }

    private static PartitionKey PartitionOf(UserId person) => new(person.ToString());
}

/// <summary>How often the key of a person was opened on a day, in the partition of the person.</summary>
/// <param name="Id">The day, such as 2026-11-27.</param>
/// <param name="Pk">The person.</param>
/// <param name="Type">The kind of document.</param>
/// <param name="SchemaVersion">1.</param>
/// <param name="Uses">How often, by purpose.</param>
/// <param name="DueTs">When it is to be told.</param>
internal sealed record KeyUseDocument(string Id, string Pk, string Type, int SchemaVersion, IReadOnlyDictionary<string, long> Uses, Timestamp DueTs)
{
    private const long MillisecondsOfDay = 86_400_000;

    /// <summary>As <see cref="DueTs"/>; absent while the day waits for another one.</summary>
    public Timestamp? NextCheckAt { get; init; }

    public static KeyUseDocument First(UserId person, Timestamp now, string purpose)
    {
        var due = new Timestamp(((now.UnixMilliseconds / MillisecondsOfDay) + 1) * MillisecondsOfDay) + KeyUseStore.Grace;
        var day = now.ToDateTimeOffset().UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return new KeyUseDocument(day, person.ToString(), "keyUses", 1, new Dictionary<string, long>(StringComparer.Ordinal) { [purpose] = 1 }, due) { NextCheckAt = due };
    }

    public KeyUseDay ToDay() => new(Id, DueTs - KeyUseStore.Grace, [.. Uses.OrderBy(use => use.Key, StringComparer.Ordinal).Select(use => new KeyUse(use.Key, use.Value))], NextCheckAt is not null);
}
