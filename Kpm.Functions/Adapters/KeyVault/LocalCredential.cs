using Azure.Core;

namespace Kpm.Functions.Adapters.KeyVault;

/// <summary>The credential of the local key vault, which accepts one fixed token. Worth nothing anywhere else.</summary>
public sealed class LocalCredential : TokenCredential
{
    private static readonly AccessToken Token = new("local", DateTimeOffset.MaxValue);

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => Token;

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => ValueTask.FromResult(Token);
}
