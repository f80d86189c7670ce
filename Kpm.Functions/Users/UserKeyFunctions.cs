using Kpm.Core.Shared;
using Kpm.Core.Users.UseCases;
using Kpm.Core.Users.User;
using Kpm.Functions.Http;
using Kpm.Functions.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Users;

/// <summary><c>POST /admin/users/{id}/key-rotation</c>, <c>GET /users/{id}/key-rotation</c> and <c>GET /users/{id}/erasure</c>: what becomes of a person's key.</summary>
internal sealed class UserKeyFunctions(RotateUserKeyHandler rotate, GetKeyRotationHandler get, CertifyErasureHandler certify, IClock clock)
{
    [Function("RotateUserKey")]
    [MayCall(Access.FreshAdmin)]
    public async Task<IResult> RotateAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/admin/users/{userId}/key-rotation")] HttpRequest request, string userId, CancellationToken cancellationToken)
    {
        if (!EntityId.TryParse<UserId>(userId, out var user)) return Reply.Refused(new UserNotFound());
        var command = new RotateUserKey(user, Caller.Of(request).User, clock.Now);
        var begun = await ConflictRetry.RunAsync(() => rotate.HandleAsync(command, cancellationToken));
        return begun.IsFailure ? Reply.Refused(begun.Error) : Reply.Accepted(KeyRotationResponse.PathOf(user.ToString()));
    }

    [Function("GetKeyRotation")]
    [MayCall(Access.User)]
    public async Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/users/{userId}/key-rotation")] HttpRequest request, string userId, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(request);
        if (!EntityId.TryParse<UserId>(userId, out var user)) return Reply.Refused(caller.IsAdmin ? new KeyNotRotated() : new Forbidden());
        var view = await get.HandleAsync(new GetKeyRotation(user, caller.User, caller.IsAdmin), cancellationToken);
        return view.IsFailure ? Reply.Refused(view.Error) : Reply.Ok(KeyRotationResponse.Of(view.Value));
    }

    [Function("CertifyErasure")]
    [MayCall(Access.Admin)]
    public async Task<IResult> CertifyAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/users/{userId}/erasure")] HttpRequest request, string userId, CancellationToken cancellationToken)
    {
        if (!EntityId.TryParse<UserId>(userId, out var user)) return Reply.Refused(new NotErased());
        var certified = await certify.HandleAsync(new CertifyErasure(user, clock.Now), cancellationToken);
        if (certified.IsFailure) return Reply.Refused(certified.Error);
        var certificate = certified.Value.Certificate;
        return Reply.OkUncached(request, new ErasureResponse(certificate.User, certificate.ErasedTs, certificate.UnopenableFromTs, certificate.BackupsUnopenableFromTs, certified.Value.Signed));
    }

    /// <param name="UserId">Whose key was erased.</param>
    /// <param name="ErasedTs">When it was.</param>
    /// <param name="UnopenableFromTs">From when on no instance of the system could have had it in memory.</param>
    /// <param name="BackupsUnopenableFromTs">From when on there is no backup that holds it.</param>
    /// <param name="Signed">The same as a compact JWS.</param>
    private sealed record ErasureResponse(UserId UserId, Timestamp ErasedTs, Timestamp UnopenableFromTs, Timestamp BackupsUnopenableFromTs, string Signed);
}
