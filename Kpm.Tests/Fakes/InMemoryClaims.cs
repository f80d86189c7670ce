using System.Globalization;
using Kpm.Core.Shared.Claims;

namespace Kpm.Tests.Fakes;

/// <summary>Stores claims and refuses a change of a revision that it does not hold, like the real one.</summary>
public sealed class InMemoryClaims : IClaimStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ClaimName, Claim> _held = [];
    private int _revision;

    public Task<Claim?> FindAsync(ClaimName name, CancellationToken cancellationToken)
    {
        lock (_lock) return Task.FromResult(_held.GetValueOrDefault(name));
    }

    public string ReferenceOf(ClaimName name) => $"{name.Kind}:{name.Value}";

    public Task<string?> FindHolderAsync(string reference, CancellationToken cancellationToken)
    {
        lock (_lock) return Task.FromResult(_held.Values.FirstOrDefault(claim => ReferenceOf(claim.Name) == reference)?.Holder);
    }

    public Task<bool> TryCreateAsync(Claim claim, CancellationToken cancellationToken)
    {
        lock (_lock) return Task.FromResult(_held.TryAdd(claim.Name, Revised(claim)));
    }

    public Task<bool> TryReplaceAsync(Claim current, Claim next, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!IsCurrent(current)) return Task.FromResult(false);
            _held[current.Name] = Revised(next);
            return Task.FromResult(true);
        }
    }

    public Task ReleaseAsync(Claim current, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (IsCurrent(current)) _held.Remove(current.Name);
            return Task.CompletedTask;
        }
    }

    private bool IsCurrent(Claim claim) => _held.TryGetValue(claim.Name, out var held) && held.Revision == claim.Revision;

    private Claim Revised(Claim claim) => claim with { Revision = (++_revision).ToString(CultureInfo.InvariantCulture) };
}
