using System.Text.Json;
using Kpm.Core.Shared;
using Kpm.Core.Users.Factors;
using Kpm.Core.Users.UseCases;
using Kpm.Functions.Adapters.Passkeys;
using Kpm.Functions.Http;
using Kpm.Functions.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace Kpm.Functions.Users;

/// <summary><c>/me/passkeys</c>: what the caller can log in with instead of a password.</summary>
internal sealed class PasskeyFunctions(PasskeysHandler handler, IOptions<PasskeyOptions> options, IClock clock)
{
    private const string Path = "/me/passkeys";
    private const string Route = "api/v1" + Path;

    [Function("BeginPasskey")]
    [MayCall(Access.FreshUser)]
    public async Task<IResult> BeginAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route + "/registrations")] HttpRequest request, CancellationToken cancellationToken)
    {
        var command = new BeginPasskey(PasskeyId.Of(NewId.ForRequest(request)), Caller.Of(request).User, clock.Now);
        var begun = await ConflictRetry.RunAsync(() => handler.HandleAsync(command, cancellationToken));
        return begun.IsFailure ? Reply.Refused(begun.Error) : Reply.Created($"{Path}/registrations/{command.Passkey}");
    }

    [Function("GetPasskeyRegistration")]
    [MayCall(Access.FreshUser)]
    public async Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/registrations/{passkeyId}")] HttpRequest request, string passkeyId, CancellationToken cancellationToken)
    {
        if (!EntityId.TryParse<PasskeyId>(passkeyId, out var passkey)) return Reply.Refused(new PasskeyNotFound());
        var registration = await handler.HandleAsync(new GetPasskeyRegistration(passkey, Caller.Of(request).User, clock.Now), cancellationToken);
        return registration.IsFailure ? Reply.Refused(registration.Error) : Reply.OkUncached(request, PasskeyCreationResponse.Of(registration.Value, options.Value));
    }

    [Function("AddPasskey")]
    [MayCall(Access.FreshUser)]
    public async Task<IResult> AddAsync([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Route + "/registrations/{passkeyId}")] HttpRequest request, string passkeyId, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<Body>(request);
        if (body.IsFailure) return Reply.Refused(body.Error);
        if (!EntityId.TryParse<PasskeyId>(passkeyId, out var passkey)) return Reply.Refused(new PasskeyNotFound());
        var command = new AddPasskey(passkey, Caller.Of(request).User, body.Value.Name, body.Value.Credential.GetRawText(), clock.Now);
        return Reply.NoContentOr(await ConflictRetry.RunAsync(() => handler.HandleAsync(command, cancellationToken)));
    }

    [Function("ListMyPasskeys")]
    [MayCall(Access.User)]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request, CancellationToken cancellationToken)
    {
        var parameters = new PageQuery(request);
        var query = new ListMyPasskeys(Caller.Of(request).User, parameters.Page());
        if (parameters.Errors.Count > 0) return Reply.Refused(new ValidationFailed(parameters.Errors));
        return Reply.Ok(PageResponse<PasskeyResponse>.Of(await handler.HandleAsync(query, cancellationToken), PasskeyResponse.Of));
    }

    [Function("RemovePasskey")]
    [MayCall(Access.FreshUser)]
    public async Task<IResult> RemoveAsync([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = Route + "/{passkeyId}")] HttpRequest request, string passkeyId, CancellationToken cancellationToken)
    {
        if (!EntityId.TryParse<PasskeyId>(passkeyId, out var passkey)) return Reply.Refused(new PasskeyNotFound());
        var command = new RemovePasskey(passkey, Caller.Of(request).User, clock.Now);
        return Reply.NoContentOr(await ConflictRetry.RunAsync(() => handler.HandleAsync(command, cancellationToken)));
    }

    private sealed record Body
    {
        public required string Name { get; init; }

        public required JsonElement Credential { get; init; }
    }
}
