using Kpm.Core.Shared;
using Kpm.Core.Users.UseCases;
using Kpm.Functions.Http;
using Kpm.Functions.Http.RateLimits;
using Kpm.Functions.Shared;
using Kpm.Functions.Users.Pages;
using Kpm.Functions.Web.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Users;

/// <summary>
/// The mailed link opens a page (<c>GET /invitations/accept</c>) that offers to sign up (<c>POST /invitations/sign-up</c>), tells how to
/// accept with an account (<c>POST /invitations/accept</c>), or, when the link has ended, to have another one mailed
/// (<c>POST /invitations/mail</c>). The token works once.
/// </summary>
internal sealed class InvitationFunctions(ReadInvitationHandler read, SignUpInvitedHandler signUp, AcceptInvitationHandler accept, AskForInvitationHandler ask, IClock clock)
{
    private const string TokenField = "invitation_token";

    [Function("InvitationPage")]
    [MayCall(Access.Anonymous)]
    public async Task<IResult> PageAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/invitations/accept")] HttpRequest request, CancellationToken cancellationToken)
    {
        var token = request.Query[TokenField].ToString();
        var invitation = await read.HandleAsync(new ReadInvitation(token, clock.Now), cancellationToken);
        return invitation.Use switch
        {
            InvitationTokenUse.Accept => InvitationPage.Ask(token, invitation.InviterName),
            InvitationTokenUse.AskAgain => InvitationPage.AskAgain(token),
            InvitationTokenUse.None => LinkPages.Ended,
        };
    }

    /// <summary>Where the browser is sent after signing up.</summary>
    [Function("InvitationAcceptedPage")]
    [MayCall(Access.Anonymous)]
    public static IResult Accepted([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/invitations/accepted")] HttpRequest request) => InvitationPage.Done;

    /// <summary>Where the browser is sent after asking for another link.</summary>
    [Function("InvitationMailedPage")]
    [MayCall(Access.Anonymous)]
    public static IResult Mailed([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/invitations/mailed")] HttpRequest request) => InvitationPage.Mailed;

    [Function("SignUpInvited")]
    [MayCall(Access.Anonymous), RateLimited(RateLimit.Registration, AccountField = TokenField)]
    public async Task<IResult> SignUpAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/invitations/sign-up")] HttpRequest request, CancellationToken cancellationToken)
    {
        var (body, isForm) = await FormOrJsonBody.ReadAsync(request, form => new SignUpBody
        {
            InvitationToken = form[TokenField].ToString(),
            Username = form["username"].ToString(),
            Password = form["password"].ToString(),
            PublicName = form["public_name"].ToString() is { Length: > 0 } name ? name : null,
        });
        if (body.IsFailure) return Reply.Refused(body.Error);
        var command = new SignUpInvited(body.Value.InvitationToken, body.Value.Username, body.Value.Password, body.Value.PublicName, clock.Now);
        var signedUp = await ConflictRetry.RunAsync(() => signUp.HandleAsync(command, cancellationToken));
        if (!isForm) return signedUp.IsFailure ? Reply.Refused(signedUp.Error) : Reply.Created($"/users/{signedUp.Value}");
        return signedUp.Error switch
        {
            null => InvitationPage.SeeDone,
            BadAuthorizerToken => LinkPages.Ended,
            var refused => InvitationPage.Refused(refused, command.Token, (await read.HandleAsync(new ReadInvitation(command.Token, clock.Now), cancellationToken)).InviterName, command.Username),
        };
    }

    [Function("AcceptInvitation")]
    [MayCall(Access.User), RateLimited(RateLimit.MailedToken)]
    public async Task<IResult> AcceptAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/invitations/accept")] HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<TokenBody>(request);
        if (body.IsFailure) return Reply.Refused(body.Error);
        var command = new AcceptInvitation(body.Value.InvitationToken, Caller.Of(request).User, clock.Now);
        return Reply.NoContentOr(await ConflictRetry.RunAsync(() => accept.HandleAsync(command, cancellationToken)));
    }

    [Function("AskForInvitationMail")]
    [MayCall(Access.Anonymous), RateLimited(RateLimit.Mail, AccountField = TokenField)]
    public async Task<IResult> MailAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/invitations/mail")] HttpRequest request, CancellationToken cancellationToken)
    {
        var (body, isForm) = await FormOrJsonBody.ReadAsync(request, form => new TokenBody { InvitationToken = form[TokenField].ToString() });
        if (body.IsFailure) return Reply.Refused(body.Error);
        await ask.HandleAsync(new AskForInvitation(NewId.ForRequest(request), body.Value.InvitationToken), cancellationToken);
        return isForm ? InvitationPage.SeeMailed : Reply.AcceptedOr(Result.Success);
    }

    private sealed record SignUpBody
    {
        public required string InvitationToken { get; init; }

        public required string Username { get; init; }

        public required string Password { get; init; }

        public string? PublicName { get; init; }
    }

    private sealed record TokenBody
    {
        public required string InvitationToken { get; init; }
    }
}
