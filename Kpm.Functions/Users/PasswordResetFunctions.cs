using Kpm.Core.Shared;
using Kpm.Core.Users.UseCases;
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
/// The mailed link opens a page (<c>GET /users/password-reset</c>) whose form posts the new password to <c>POST /users/password-reset</c>. The
/// token works until the password is changed.
/// </summary>
internal sealed class PasswordResetFunctions(ResetPasswordHandler handler, PasswordResetTokens tokens, AccountGate accounts, IClock clock)
{
    private const string TokenField = "reset_token";
    private const string PasswordField = "new_password";

    [Function("PasswordResetPage")]
    [MayCall(Access.Anonymous)]
    public async Task<IResult> PageAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/users/password-reset")] HttpRequest request)
    {
        var token = request.Query[TokenField].ToString();
        return await tokens.ReadAsync(token) is null ? LinkPages.Ended : PasswordResetPage.Ask(token);
    }

    /// <summary>Where the browser is sent after the form.</summary>
    [Function("PasswordResetDonePage")]
    [MayCall(Access.Anonymous)]
    public static IResult Done([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/users/password-reset-done")] HttpRequest request) => PasswordResetPage.Done;

    [Function("ResetPassword")]
    [MayCall(Access.Anonymous), RateLimited(RateLimit.MailedToken, AccountField = TokenField)]
    public async Task<IResult> ResetAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/users/password-reset")] HttpRequest request, CancellationToken cancellationToken)
    {
        var (body, isForm) = await FormOrJsonBody.ReadAsync(request, form => new Body { ResetToken = form[TokenField].ToString(), NewPassword = form[PasswordField].ToString() });
        if (body.IsFailure) return Reply.Refused(body.Error);
        var reset = await RunAsync(body.Value, cancellationToken);
        if (!isForm) return Reply.NoContentOr(reset);
        return reset.Error switch
        {
            null => PasswordResetPage.SeeDone,
            BadAuthorizerToken => LinkPages.Ended,
            var refused => PasswordResetPage.Refused(refused, body.Value.ResetToken),
        };
    }

    private async Task<Result> RunAsync(Body body, CancellationToken cancellationToken)
    {
        if (await tokens.ReadAsync(body.ResetToken) is not { } token) return new BadAuthorizerToken();
        var command = new ResetPassword(token.User, token.Stamp, body.NewPassword, clock.Now);
        var reset = await ConflictRetry.RunAsync(() => handler.HandleAsync(command, cancellationToken));
        accounts.Forget(token.User);
        return reset;
    }

    private sealed record Body
    {
        public required string ResetToken { get; init; }

        public required string NewPassword { get; init; }
    }
}
