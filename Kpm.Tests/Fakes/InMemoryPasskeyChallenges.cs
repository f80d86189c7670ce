using System.Collections.Concurrent;
using Kpm.Core.Shared;
using Kpm.Core.Users.Factors;

namespace Kpm.Tests.Fakes;

/// <summary>Stores log-ins with a passkey that were begun in memory, for ever.</summary>
public sealed class InMemoryPasskeyChallenges : IPasskeyChallenges
{
    private readonly ConcurrentDictionary<PasskeyChallengeId, PasskeyChallenge> _stored = new();

    public Task AddAsync(PasskeyChallenge challenge, CancellationToken cancellationToken)
    {
        _stored.TryAdd(challenge.Id, challenge);
        return Task.CompletedTask;
    }

    public Task<PasskeyChallenge?> FindAsync(PasskeyChallengeId id, CancellationToken cancellationToken) => Task.FromResult(_stored.GetValueOrDefault(id));

    public Task<PasskeyChallenge?> TakeAsync(PasskeyChallengeId id, CancellationToken cancellationToken) =>
        Task.FromResult(_stored.TryRemove(id, out var taken) ? taken : null);
}
