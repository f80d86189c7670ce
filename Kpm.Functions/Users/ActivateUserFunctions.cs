using Kpm.Core.Shared;
using Kpm.Core.Users.UseCases;
using Kpm.Core.Users.User;
using Kpm.Functions.Adapters.Tokens;
using Kpm.Functions.Http;
using Kpm.Functions.Http.RateLimits;
using Kpm.Functions.Shared;
using Kpm.Functions.Users.Pages;
using Kpm.Functions.Web.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Users;

/// <summary>
/// The mailed link opens a page (<c>GET /users/activate</c>) whose button posts to <c>POST /users/activate</c>; the GET changes nothing,
/// because programs that look at mails follow links. Admins use <c>PUT /users/{id}/activate</c>.
/// </summary>
internal sealed class ActivateUserFunctions(ActivateUserHandler handler, ActivationTokens tokens, IClock clock)
{
    private const string TokenField = "activation_token";

    [Function("ActivationPage")]
    [MayCall(Access.Anonymous)]
    public async Task<IResult> PageAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/users/activate")] HttpRequest request)
    {
        var token = request.Query[TokenField].ToString();
        return await tokens.ReadAsync(token) is null ? LinkPages.Ended : ActivationPage.Ask(token);
    }

    /// <summary>Where the browser is sent after the form.</summary>
    [Function("ActivatedPage")]
    [MayCall(Access.Anonymous)]
    public static IResult Activated([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/users/activated")] HttpRequest request) => ActivationPage.Done;

    [Function("ActivateUserByToken")]
    [MayCall(Access.Anonymous), RateLimited(RateLimit.MailedToken, AccountField = TokenField)]
    public async Task<IResult> ActivateAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/users/activate")] HttpRequest request, CancellationToken cancellationToken)
    {
        var (body, isForm) = await FormOrJsonBody.ReadAsync(request, form => new Body { ActivationToken = form[TokenField].ToString() });
        if (body.IsFailure) return Reply.Refused(body.Error);
        if (await tokens.ReadAsync(body.Value.ActivationToken) is not { } user) return isForm ? LinkPages.Ended : Reply.Refused(new BadAuthorizerToken());
        var activated = await RunAsync(user, null, cancellationToken);
        if (activated.IsFailure) return Reply.Refused(activated.Error);
        return isForm ? ActivationPage.SeeDone : Reply.NoContent;
    }

    [Function("ActivateUserByAdmin")]
    [MayCall(Access.FreshAdmin)]
    public async Task<IResult> ActivateByAdminAsync([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/v1/users/{userId}/activate")] HttpRequest request, string userId, CancellationToken cancellationToken) =>
        EntityId.TryParse<UserId>(userId, out var user)
            ? Reply.NoContentOr(await RunAsync(user, EntityTags.ExpectedVersion(request), cancellationToken))
            : Reply.Refused(new UserNotFound());

    private Task<Result> RunAsync(UserId user, long? expectedVersion, CancellationToken cancellationToken) =>
        ConflictRetry.RunAsync(() => handler.HandleAsync(new ActivateUser(user, expectedVersion, clock.Now), cancellationToken));

    private sealed record Body
    {
        public required string ActivationToken { get; init; }
    }
}
