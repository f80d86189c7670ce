using Kpm.Core.Shared;
using Kpm.Core.Users.UseCases;
using Kpm.Functions.Http;
using Kpm.Functions.Http.RateLimits;
using Kpm.Functions.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Users;

/// <summary><c>POST /users</c>: creates an account.</summary>
internal sealed class RegisterUserFunction(RegisterUserHandler handler, IClock clock)
{
    [Function("RegisterUser")]
    [MayCall(Access.Anonymous), RateLimited(RateLimit.Registration, AccountField = "email")]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/users")] HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<Body>(request);
        if (body.IsFailure) return Reply.Refused(body.Error);
        var id = NewId.For<UserId>(request, body.Value.Id);
        if (id.IsFailure) return Reply.Refused(id.Error);
        var command = new RegisterUser(id.Value, body.Value.Username, body.Value.Email, body.Value.Password, body.Value.PublicName, body.Value.ReferralCode, clock.Now);
        var registered = await ConflictRetry.RunAsync(() => handler.HandleAsync(command, cancellationToken));
        return registered.IsFailure ? Reply.Refused(registered.Error) : Reply.Created($"/users/{id.Value}");
    }

    private sealed record Body
    {
        public string? Id { get; init; }

        public required string Username { get; init; }

        public required string Email { get; init; }

        public required string Password { get; init; }

        public string? PublicName { get; init; }

        public string? ReferralCode { get; init; }
    }
}
