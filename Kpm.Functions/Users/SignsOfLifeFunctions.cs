using System.Text.Json;
using Kpm.Core.Shared;
using Kpm.Core.Users.Life;
using Kpm.Core.Users.UseCases;
using Kpm.Functions.Http;
using Kpm.Functions.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Users;

/// <summary>
/// <c>GET</c> and <c>POST /me/signs-of-life</c>: what is known, and "I am here". <c>PUT</c> and <c>DELETE /me/travel-pause</c>: until when
/// silence means nothing.
/// </summary>
internal sealed class SignsOfLifeFunctions(GetSignsOfLifeHandler get, PauseForTravelHandler pause, SilenceDesk desk, IClock clock)
{
    private const string Route = "api/v1/me/signs-of-life";
    private const string PauseRoute = "api/v1/me/travel-pause";

    [Function("GetMySignsOfLife")]
    [MayCall(Access.User)]
    public async Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request, CancellationToken cancellationToken)
    {
        var known = await get.HandleAsync(new GetSignsOfLife(Caller.Of(request).User, clock.Now), cancellationToken);
        return Reply.Ok(SignsOfLifeResponse.Of(known));
    }

    [Function("GiveSignOfLife")]
    [MayCall(Access.User), GivesSignOfLife]
    public async Task<IResult> GiveAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, CancellationToken cancellationToken)
    {
        await desk.NoteAsync(Caller.Of(request).User, SignKind.CheckIn, clock.Now, cancellationToken);
        return Reply.NoContent;
    }

    [Function("PauseForTravel")]
    [MayCall(Access.User), GivesSignOfLife]
    public async Task<IResult> PauseAsync([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = PauseRoute)] HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<Body>(request);
        if (body.IsFailure) return Reply.Refused(body.Error);
        return await SetAsync(request, new Timestamp(body.Value.Until), cancellationToken);
    }

    [Function("EndTravelPause")]
    [MayCall(Access.User), GivesSignOfLife]
    public Task<IResult> EndAsync([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = PauseRoute)] HttpRequest request, CancellationToken cancellationToken) =>
        SetAsync(request, null, cancellationToken);

    private async Task<IResult> SetAsync(HttpRequest request, Timestamp? until, CancellationToken cancellationToken)
    {
        var command = new PauseForTravel(Caller.Of(request).User, until, clock.Now);
        return Reply.NoContentOr(await ConflictRetry.RunAsync(() => pause.HandleAsync(command, cancellationToken)));
    }

    private sealed record Body
    {
        public required long Until { get; init; }
    }

    /// <param name="LastSign">The latest; null when none is known.</param>
    /// <param name="PausedUntil">Until when the caller is travelling, milliseconds since 1970.</param>
    /// <param name="IsSought">Whether an attempt to reach the caller is under way.</param>
    private sealed record SignsOfLifeResponse(SignResponse? LastSign, long? PausedUntil, bool IsSought)
    {
        public static SignsOfLifeResponse Of(SignsOfLife known) => new(
            known.State.Last is { } last ? new SignResponse(JsonNamingPolicy.SnakeCaseLower.ConvertName(last.Kind.ToString()), last.At.UnixMilliseconds) : null,
            known.State.PausedUntil?.UnixMilliseconds,
            !known.State.SoughtBy.IsEmpty);
    }

    /// <param name="Kind">What it was.</param>
    /// <param name="At">When, milliseconds since 1970.</param>
    private sealed record SignResponse(string Kind, long At);
}
