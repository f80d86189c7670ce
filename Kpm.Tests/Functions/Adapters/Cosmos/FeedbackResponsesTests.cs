using System.Net;
using System.Text.Json;
using Kpm.Core.Shared;
using Kpm.Core.Users.Feedback;
using Kpm.Functions.Adapters.Cosmos;
using Kpm.Tests.Fakes;
using Microsoft.Azure.Cosmos;

namespace Kpm.Tests.Functions.Adapters.Cosmos;

public sealed class InMemoryFeedbackResponsesTests : FeedbackResponsesContract
{
    private readonly InMemoryFeedbackResponses _responses = new();

    protected override IFeedbackResponses Responses => _responses;

    protected override Task<FeedbackResponse?> FindAsync(Guid id, UserId? user) =>
        Task.FromResult(_responses.All.SingleOrDefault(response => response.Id == id && response.User == user));
}

[Collection(nameof(LocalStores))]
public sealed class CosmosFeedbackResponsesTests(LocalStores stores) : FeedbackResponsesContract
{
    protected override IFeedbackResponses Responses { get; } = new FeedbackResponses(stores.Database);

    protected override async Task<FeedbackResponse?> FindAsync(Guid id, UserId? user)
    {
        using var response = await stores.Database.GetContainer("users").ReadItemStreamAsync(id.ToString(), new PartitionKey((user?.Value ?? id).ToString()));
        if (response.StatusCode == HttpStatusCode.NotFound) return null;
        return (await JsonSerializer.DeserializeAsync<FeedbackDocument>(response.Content, KpmJson.Options))!.ToResponse();
    }
}
