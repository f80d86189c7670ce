using Kpm.Core.Shared.Signing;

namespace Kpm.Tests.Fakes;

/// <summary>Signs by remembering what it signed, never twice with the same words.</summary>
public sealed class FakeSigner : ISigner, ISignatures
{
    private readonly Dictionary<string, (string Type, object Statement)> _signed = [];

    public int Signatures => _signed.Count;

    public Task<string> SignAsync<TStatement>(string type, TStatement statement, CancellationToken cancellationToken) where TStatement : class
    {
        var signed = $"signed {_signed.Count}";
        _signed.Add(signed, (type, statement));
        return Task.FromResult(signed);
    }

    public Task<TStatement?> TryReadAsync<TStatement>(string type, string signed, CancellationToken cancellationToken) where TStatement : class =>
        Task.FromResult(_signed.TryGetValue(signed, out var known) && known.Type == type ? known.Statement as TStatement : null);

    public Task<IReadOnlyList<PublicKey>> ListKeysAsync(IReadOnlyCollection<string> signed, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<PublicKey>>([new PublicKey("key", "x", "y")]);
}
