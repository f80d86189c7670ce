using System.Text.Json;
using Kpm.Core.Shared;
using Kpm.Core.Users.Factors;
using Kpm.Core.Users.Session;
using Kpm.Core.Users.UseCases;
using Kpm.Functions.Adapters.Passkeys;
using Kpm.Functions.Http;
using Kpm.Functions.Http.RateLimits;
using Kpm.Functions.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace Kpm.Functions.Users;

/// <summary><c>/login/passkey</c>: starts a session with a passkey alone.</summary>
internal sealed class PasskeyLogInFunctions(LogInWithPasskeyHandler handler, IOptions<PasskeyOptions> options, IClock clock)
{
    private const string Path = "/login/passkey";
    private const string Route = "api/v1" + Path;

    [Function("BeginPasskeyLogIn")]
    [MayCall(Access.Anonymous), RateLimited(RateLimit.PasskeyChallenge)]
    public async Task<IResult> BeginAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route + "/challenges")] HttpRequest request, CancellationToken cancellationToken)
    {
        var command = new BeginPasskeyLogIn(PasskeyChallengeId.Of(NewId.ForRequest(request)), clock.Now);
        await handler.HandleAsync(command, cancellationToken);
        return Reply.Created($"{Path}/challenges/{command.Challenge}");
    }

    [Function("GetPasskeyChallenge")]
    [MayCall(Access.Anonymous)]
    public async Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/challenges/{challengeId}")] HttpRequest request, string challengeId, CancellationToken cancellationToken)
    {
        if (!EntityId.TryParse<PasskeyChallengeId>(challengeId, out var id)) return Reply.Refused(new PasskeyChallengeNotFound());
        var challenge = await handler.HandleAsync(new GetPasskeyChallenge(id, clock.Now), cancellationToken);
        return challenge.IsFailure ? Reply.Refused(challenge.Error) : Reply.OkUncached(request, PasskeyRequestResponse.Of(challenge.Value, options.Value));
    }

    [Function("LogInWithPasskey")]
    [MayCall(Access.Anonymous), IssuesTokens, RateLimited(RateLimit.LogIn)]
    public async Task<IResult> LogInAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, CancellationToken cancellationToken)
    {
        var read = await JsonBody.ReadAsync<Body>(request);
        if (read.IsFailure) return Reply.Refused(read.Error);
        var body = read.Value;
        if (!EntityId.TryParse<PasskeyChallengeId>(body.ChallengeId, out var id)) return Reply.Refused(new BadPasskey());
        var wish = new SessionWish(SessionId.Of(Guid.CreateVersion7()), [.. (body.Scope ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)], body.ClientId, DeviceName.Of(request));
        var command = new LogInWithPasskey(wish, await handler.TakeAsync(id, cancellationToken), body.Credential.GetRawText(), clock.Now);
        var issued = await ConflictRetry.RunAsync(() => handler.HandleAsync(command, cancellationToken));
        return issued.IsFailure ? Reply.Refused(issued.Error) : TokenResponse.Reply(request, issued.Value);
    }

    private sealed record Body
    {
        public required string ChallengeId { get; init; }

        public required JsonElement Credential { get; init; }

        /// <summary>The roles asked for, separated by blanks.</summary>
        public string? Scope { get; init; }

        /// <summary>The device's push-messaging token.</summary>
        public string? ClientId { get; init; }
    }
}
