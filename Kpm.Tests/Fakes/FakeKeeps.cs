using Kpm.Core.Shared;

namespace Kpm.Tests.Fakes;

/// <summary>Everybody is everybody's keep, but for the named strangers.</summary>
public sealed class FakeKeeps : IKeepLookup
{
    public HashSet<UserId> Strangers { get; } = [];

    public int Reads { get; private set; }

    public Task<bool> AreKeepsAsync(UserId one, UserId other, CancellationToken cancellationToken)
    {
        Reads++;
        return Task.FromResult(one == other || (!Strangers.Contains(one) && !Strangers.Contains(other)));
    }

    public Task<bool> AreStillKeepsAsync(UserId one, UserId other, CancellationToken cancellationToken) => AreKeepsAsync(one, other, cancellationToken);
}
