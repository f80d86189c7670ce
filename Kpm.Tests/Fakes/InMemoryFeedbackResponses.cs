using System.Collections.Concurrent;
using Kpm.Core.Shared;
using Kpm.Core.Users.Feedback;

namespace Kpm.Tests.Fakes;

/// <summary>Stores what people answered in memory.</summary>
public sealed class InMemoryFeedbackResponses : IFeedbackResponses
{
    private readonly ConcurrentDictionary<Guid, FeedbackResponse> _stored = new();

    public IReadOnlyCollection<FeedbackResponse> All => [.. _stored.Values];

    public Task AddAsync(FeedbackResponse response, CancellationToken cancellationToken)
    {
        _stored.TryAdd(response.Id, response);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<FeedbackResponse>> ListAsync(Timestamp after, Timestamp until, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<FeedbackResponse>>([.. _stored.Values.Where(response => response.CreatedTs > after && response.CreatedTs <= until).OrderBy(response => response.CreatedTs.UnixMilliseconds).ThenBy(response => response.Id)]);

    public Task ForgetAsync(UserId user, CancellationToken cancellationToken)
    {
        foreach (var response in _stored.Values.Where(response => response.User == user)) _stored[response.Id] = response with { User = null };
        return Task.CompletedTask;
    }
}
