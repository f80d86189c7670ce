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
/// <c>POST /me/email-change</c> asks for another address; the link mailed to it opens a page (<c>GET /users/email-change</c>) whose button
/// posts to <c>POST /users/email-change</c>. The token works once.
/// </summary>
internal sealed class EmailChangeFunctions(RequestEmailChangeHandler request, ConfirmEmailChangeHandler confirm, EmailChangeTokens tokens, AccountGate accounts, IClock clock)
{
    private const string TokenField = "email_change_token";

    [Function("RequestEmailChange")]
    [MayCall(Access.FreshUser), RateLimited(RateLimit.Mail)]
    public async Task<IResult> RequestAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/me/email-change")] HttpRequest http, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<RequestBody>(http);
        if (body.IsFailure) return Reply.Refused(body.Error);
        var caller = Caller.Of(http);
        var command = new RequestEmailChange(caller.User, caller.Session, body.Value.Email, clock.Now);
        return Reply.AcceptedOr(await ConflictRetry.RunAsync(() => request.HandleAsync(command, cancellationToken)));
    }

    [Function("EmailChangePage")]
    [MayCall(Access.Anonymous)]
    public async Task<IResult> PageAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/users/email-change")] HttpRequest http)
    {
        var token = http.Query[TokenField].ToString();
        return await tokens.ReadAsync(token) is null ? LinkPages.Ended : EmailChangePage.Ask(token);
    }

    /// <summary>Where the browser is sent after the form.</summary>
    [Function("EmailChangedPage")]
    [MayCall(Access.Anonymous)]
    public static IResult Done([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/users/email-changed")] HttpRequest http) => EmailChangePage.Done;

    [Function("ConfirmEmailChange")]
    [MayCall(Access.Anonymous), RateLimited(RateLimit.MailedToken, AccountField = TokenField)]
    public async Task<IResult> ConfirmAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/users/email-change")] HttpRequest http, CancellationToken cancellationToken)
    {
        var (body, isForm) = await FormOrJsonBody.ReadAsync(http, form => new ConfirmBody { EmailChangeToken = form[TokenField].ToString() });
        if (body.IsFailure) return Reply.Refused(body.Error);
        var confirmed = await RunAsync(body.Value.EmailChangeToken, cancellationToken);
        if (!isForm) return Reply.NoContentOr(confirmed);
        return confirmed.Error switch
        {
            null => EmailChangePage.SeeDone,
            EmailTaken => EmailChangePage.Taken,
            _ => LinkPages.Ended,
        };
    }

    private async Task<Result> RunAsync(string text, CancellationToken cancellationToken)
    {
        if (await tokens.ReadAsync(text) is not { } token) return new BadAuthorizerToken();
        var command = new ConfirmEmailChange(token.User, new Timestamp(token.Stamp), clock.Now);
        var confirmed = await ConflictRetry.RunAsync(() => confirm.HandleAsync(command, cancellationToken));
        accounts.Forget(token.User);
        return confirmed;
    }

    private sealed record RequestBody
    {
        public required string Email { get; init; }
    }

    private sealed record ConfirmBody
    {
        public required string EmailChangeToken { get; init; }
    }
}
