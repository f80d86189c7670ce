using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Kpm.Core.Shared;
using Kpm.Core.Shared.History;
using Microsoft.Azure.Cosmos;

namespace Kpm.Functions.Adapters.Cosmos.Signatures;

/// <summary>The signed heads of histories, in container <c>signatures</c>. Nothing deletes them.</summary>
internal sealed class SignedHeadStore(Database database) : ISignedHeads
{
    private const string Heads = $"c.type = '{SignedHeadDocument.DocumentType}'";
    private readonly Container _container = database.GetContainer("signatures");

    public async Task<SignedHead?> FindFromAsync(UserId person, long sequence, CancellationToken cancellationToken)
    {
        var query = new QueryDefinition($"SELECT TOP 1 * FROM c WHERE {Heads} AND c.sequence >= @sequence ORDER BY c.sequence").WithParameter("@sequence", sequence);
        await foreach (var head in ReadAsync(person, query, cancellationToken)) return head;
        return null;
    }

    public IAsyncEnumerable<SignedHead> ReadAsync(UserId person, CancellationToken cancellationToken) =>
        ReadAsync(person, new QueryDefinition($"SELECT * FROM c WHERE {Heads} ORDER BY c.sequence"), cancellationToken);

    public async Task AddAsync(UserId person, SignedHead head, CancellationToken cancellationToken)
    {
        using var document = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(SignedHeadDocument.Of(person, head), KpmJson.Options));
        using var response = await _container.CreateItemStreamAsync(document, PartitionOf(person), cancellationToken: cancellationToken);
        if (response.StatusCode != HttpStatusCode.Conflict) response.EnsureSuccessStatusCode();
    }

    private async IAsyncEnumerable<SignedHead> ReadAsync(UserId person, QueryDefinition query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var iterator = _container.GetItemQueryIterator<SignedHeadDocument>(query, requestOptions: new QueryRequestOptions { PartitionKey = PartitionOf(person) });
        while (iterator.HasMoreResults)
            foreach (var document in await iterator.ReadNextAsync(cancellationToken)) yield return document.ToHead();
    }

    private static PartitionKey PartitionOf(UserId person) => new(person.ToString());
}
