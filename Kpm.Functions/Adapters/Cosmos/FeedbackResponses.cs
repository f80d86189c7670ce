using System.Net;
using System.Text.Json;
using Kpm.Core.Shared;
using Kpm.Core.Users.Feedback;
using Microsoft.Azure.Cosmos;

namespace Kpm.Functions.Adapters.Cosmos;

/// <summary>Answers to feedback forms, in container <c>users</c>: in the partition of who answered, and in one of their own once that account was removed.</summary>
internal sealed class FeedbackResponses(Database database) : IFeedbackResponses
{
    public const string Type = "feedback";
    private readonly Container _container = database.GetContainer("users");

    public Task AddAsync(FeedbackResponse response, CancellationToken cancellationToken) => CreateAsync(FeedbackDocument.Of(response), cancellationToken);

    /// <remarks>While somebody is being forgotten, an answer may be there twice.</remarks>
    public async Task<IReadOnlyList<FeedbackResponse>> ListAsync(Timestamp after, Timestamp until, CancellationToken cancellationToken)
    {
        var query = new QueryDefinition("SELECT * FROM c WHERE c.type = @type AND c.createdTs > @after AND c.createdTs <= @until")
            .WithParameter("@type", Type)
            .WithParameter("@after", after.UnixMilliseconds)
            .WithParameter("@until", until.UnixMilliseconds);
        using var found = _container.GetItemQueryIterator<FeedbackDocument>(query);
        var responses = new List<FeedbackResponse>();
        while (found.HasMoreResults) responses.AddRange((await found.ReadNextAsync(cancellationToken)).Select(document => document.ToResponse()));
        return [.. responses.DistinctBy(response => response.Id).OrderBy(response => response.CreatedTs.UnixMilliseconds).ThenBy(response => response.Id)];
    }

    /// <remarks>The copy is there before the original goes, and has its id: whatever dies in between, a repeat ends it.</remarks>
    public async Task ForgetAsync(UserId user, CancellationToken cancellationToken)
    {
        var partition = new PartitionKey(user.ToString());
        var query = new QueryDefinition("SELECT * FROM c WHERE c.type = @type").WithParameter("@type", Type);
        using var found = _container.GetItemQueryIterator<FeedbackDocument>(query, requestOptions: new QueryRequestOptions { PartitionKey = partition });
        while (found.HasMoreResults)
        {
            foreach (var document in await found.ReadNextAsync(cancellationToken))
            {
                await CreateAsync(document with { Pk = document.Id, User = null }, cancellationToken);
                using var deleted = await _container.DeleteItemStreamAsync(document.Id, partition, cancellationToken: cancellationToken);
                if (deleted.StatusCode != HttpStatusCode.NotFound) deleted.EnsureSuccessStatusCode();
            }
        }
    }

    private async Task CreateAsync(FeedbackDocument document, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(document, KpmJson.Options));
        using var created = await _container.CreateItemStreamAsync(content, new PartitionKey(document.Pk), cancellationToken: cancellationToken);
        if (created.StatusCode != HttpStatusCode.Conflict) created.EnsureSuccessStatusCode();
    }
}

/// <summary>A response as it is stored.</summary>
internal sealed record FeedbackDocument(string Id, string Pk, string Type, int SchemaVersion, UserId? User, Timestamp CreatedTs, IReadOnlyList<FeedbackDocument.Answer> Answers)
{
    public static FeedbackDocument Of(FeedbackResponse response) => new(
        response.Id.ToString(),
        (response.User?.Value ?? response.Id).ToString(),
        FeedbackResponses.Type,
        1,
        response.User,
        response.CreatedTs,
        [.. response.Answers.Select(answer => new Answer(answer.Form, answer.Question, FeedbackJson.Write(answer.Value)))]);

    public FeedbackResponse ToResponse() => new(
        Guid.Parse(Id),
        User,
        CreatedTs,
        [.. Answers.Select(answer => new FeedbackAnswer(answer.FormId, answer.QuestionId, FeedbackJson.Read(answer.Response)!))]);

    /// <summary>Never the answers: they must not reach a log.</summary>
    public override string ToString() => nameof(FeedbackDocument);

    internal sealed record Answer(string FormId, string QuestionId, JsonElement Response);
}

/// <summary>Answers as JSON of their own type.</summary>
internal static class FeedbackJson
{
    public static JsonElement Write(FeedbackValue value) => value switch
    {
        FeedbackValue.Truth truth => JsonSerializer.SerializeToElement(truth.Value),
        FeedbackValue.Number number => JsonSerializer.SerializeToElement(number.Value),
        FeedbackValue.Text text => JsonSerializer.SerializeToElement(text.Value),
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    /// <summary>The value, or null when no answer has this type.</summary>
    public static FeedbackValue? Read(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => new FeedbackValue.Truth(json.GetBoolean()),
        JsonValueKind.Number when json.TryGetInt64(out var number) => new FeedbackValue.Number(number),
        JsonValueKind.String => new FeedbackValue.Text(json.GetString()!),
        _ => null,
    };
}
