using Kpm.Core.Shared;
using Kpm.Core.Users.Life;
using Kpm.Core.Users.User;
using Kpm.Functions.Adapters.Tokens;
using Kpm.Functions.Http;
using Kpm.Functions.Http.RateLimits;
using Kpm.Functions.Users.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Users;

/// <summary>The link of a check-in mail opens a page (<c>GET /users/check-in</c>) whose button posts to <c>POST /users/check-in</c>: only that is a sign of life.</summary>
internal sealed class CheckInFunctions(SilenceDesk desk, CheckInTokens tokens, IUsers users, IClock clock)
{
    private const string TokenField = "check_in_token";

    [Function("CheckInPage")]
    [MayCall(Access.Anonymous)]
    public async Task<IResult> PageAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/users/check-in")] HttpRequest http, CancellationToken cancellationToken)
    {
        var token = http.Query[TokenField].ToString();
        return await PersonOfAsync(token, cancellationToken) is null ? CheckInPage.Ended : CheckInPage.Ask(token);
    }

    /// <summary>Where the browser is sent after the form.</summary>
    [Function("CheckedInPage")]
    [MayCall(Access.Anonymous)]
    public static IResult Done([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/users/checked-in")] HttpRequest http) => CheckInPage.Done;

    [Function("CheckIn")]
    [MayCall(Access.Anonymous), RateLimited(RateLimit.MailedToken, AccountField = TokenField)]
    public async Task<IResult> CheckInAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/users/check-in")] HttpRequest http, CancellationToken cancellationToken)
    {
        var (body, isForm) = await FormOrJsonBody.ReadAsync(http, form => new Body { CheckInToken = form[TokenField].ToString() });
        if (body.IsFailure) return Reply.Refused(body.Error);
        if (await PersonOfAsync(body.Value.CheckInToken, cancellationToken) is not { } person) return isForm ? CheckInPage.Ended : Reply.Refused(new BadAuthorizerToken());
        await desk.NoteAsync(person, SignKind.CheckIn, clock.Now, cancellationToken);
        return isForm ? CheckInPage.SeeDone : Reply.NoContent;
    }

    /// <summary>Whose sign of life the token allows; null when it is not valid, or does not count for the account any more.</summary>
    private async Task<UserId?> PersonOfAsync(string token, CancellationToken cancellationToken) =>
        await tokens.ReadAsync(token) is { } read && await users.FindAsync(read.User, cancellationToken) is { } person && person.MayCheckIn(read.MailedTs) ? person.Id : null;

    private sealed record Body
    {
        public required string CheckInToken { get; init; }
    }
}
