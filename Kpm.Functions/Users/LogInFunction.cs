using Kpm.Core.Shared;
using Kpm.Core.Users.Session;
using Kpm.Core.Users.UseCases;
using Kpm.Functions.Http;
using Kpm.Functions.Http.RateLimits;
using Kpm.Functions.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Users;

/// <summary><c>POST /login</c>: starts a session (form fields of RFC 6749, section 4.3.2; <c>username</c> is the e-mail address, <c>otp</c> a code of the second factor).</summary>
internal sealed class LogInFunction(LogInHandler handler, IClock clock)
{
    [Function("LogIn")]
    [MayCall(Access.Anonymous), IssuesTokens, RateLimited(RateLimit.LogIn, AccountField = "username")]
    public Task<IResult> LogInAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/login")] HttpRequest request, CancellationToken cancellationToken) =>
        RunAsync(request, cancellationToken);

    /// <summary>The same under its former name.</summary>
    [Function("LogInToken")]
    [MayCall(Access.Anonymous), Deprecated("/login"), IssuesTokens, RateLimited(RateLimit.LogIn, AccountField = "username")]
    public Task<IResult> TokenAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/token")] HttpRequest request, CancellationToken cancellationToken) =>
        RunAsync(request, cancellationToken);

    private async Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var form = await FormBody.ReadAsync(request);
        if (form.IsFailure) return Reply.Refused(form.Error);
        var fields = form.Value;
        var errors = new List<FieldError>();
        if (string.IsNullOrEmpty(fields["username"])) errors.Add(new FieldError("/username", new Required()));
        if (string.IsNullOrEmpty(fields["password"])) errors.Add(new FieldError("/password", new Required()));
        if (fields["grant_type"] is [{ Length: > 0 } grant] && grant != "password") errors.Add(new FieldError("/grant_type", new UnknownGrant()));
        if (errors.Count > 0) return Reply.Refused(new ValidationFailed(errors));

        var scopes = fields["scope"].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var clientId = fields["client_id"].ToString();
        var wish = new SessionWish(SessionId.Of(Guid.CreateVersion7()), [.. scopes], clientId.Length == 0 ? null : clientId, DeviceName.Of(request));
        var command = new LogIn(wish, fields["username"]!, fields["password"]!, fields["otp"], clock.Now);
        var issued = await ConflictRetry.RunAsync(() => handler.HandleAsync(command, cancellationToken));
        return issued.IsFailure ? Reply.Refused(issued.Error) : TokenResponse.Reply(request, issued.Value);
    }
}
