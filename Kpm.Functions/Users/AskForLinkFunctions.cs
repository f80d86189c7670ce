using Kpm.Core.Users.UseCases;
using Kpm.Functions.Http;
using Kpm.Functions.Http.RateLimits;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Users;

/// <summary>
/// <c>POST /users/activation-mail</c> and <c>POST /users/password-reset-mail</c>: have a link mailed to an address. The answer is the same
/// whether or not there is an account.
/// </summary>
internal sealed class AskForLinkFunctions(AskForLinkHandler handler)
{
    [Function("AskForActivationMail")]
    [MayCall(Access.Anonymous), RateLimited(RateLimit.Mail, AccountField = "email")]
    public Task<IResult> ActivationAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/users/activation-mail")] HttpRequest request, CancellationToken cancellationToken) =>
        RunAsync(request, LinkKind.Activation, cancellationToken);

    [Function("AskForPasswordResetMail")]
    [MayCall(Access.Anonymous), RateLimited(RateLimit.Mail, AccountField = "email")]
    public Task<IResult> PasswordResetAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/users/password-reset-mail")] HttpRequest request, CancellationToken cancellationToken) =>
        RunAsync(request, LinkKind.PasswordReset, cancellationToken);

    private async Task<IResult> RunAsync(HttpRequest request, LinkKind link, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<Body>(request);
        if (body.IsFailure) return Reply.Refused(body.Error);
        var id = request.HttpContext.Features.Get<IdempotentRequest>()?.ResourceId ?? Guid.CreateVersion7();
        return Reply.AcceptedOr(await handler.HandleAsync(new AskForLink(id, link, body.Value.Email), cancellationToken));
    }

    private sealed record Body
    {
        public required string Email { get; init; }
    }
}
