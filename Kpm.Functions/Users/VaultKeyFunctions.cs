using Kpm.Core.Users.UseCases;
using Kpm.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Users;

/// <summary><c>POST /admin/keys/rotation</c> and <c>GET /admin/keys/rotation</c>: which version of the vault's key wraps the user keys.</summary>
internal sealed class VaultKeyFunctions(RotateVaultKeyHandler rotate, CountVaultKeyUseHandler count)
{
    private const string Path = "/admin/keys/rotation";

    [Function("RotateVaultKey")]
    [MayCall(Access.FreshAdmin)]
    public async Task<IResult> RotateAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1" + Path)] HttpRequest request, CancellationToken cancellationToken)
    {
        await rotate.HandleAsync(new RotateVaultKey(NewId.ForRequest(request)), cancellationToken);
        return Reply.Accepted(Path);
    }

    [Function("GetVaultKeyUse")]
    [MayCall(Access.Admin)]
    public async Task<IResult> CountAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1" + Path)] HttpRequest request, CancellationToken cancellationToken) =>
        Reply.Ok(new VaultKeyUseResponse([.. (await count.HandleAsync(cancellationToken)).Select(use => new VaultKeyVersion(use.Key, use.IsCurrent, use.UserKeys))]));

    /// <param name="Versions">Every version that wraps a user key, and the current one.</param>
    private sealed record VaultKeyUseResponse(IReadOnlyList<VaultKeyVersion> Versions);

    /// <param name="KeyId">Identifier of the vault's key with its version.</param>
    /// <param name="IsCurrent">Whether it wraps new user keys.</param>
    /// <param name="UserKeys">How many user keys it wraps.</param>
    private sealed record VaultKeyVersion(string KeyId, bool IsCurrent, int UserKeys);
}
