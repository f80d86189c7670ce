using System.Collections.Immutable;
using Kpm.Core.Shared;
using Kpm.Core.Users.User;
using Microsoft.AspNetCore.Http;

namespace Kpm.Functions.Http;

/// <summary>Who calls: what the access token proves.</summary>
internal sealed record Caller(UserId User, SessionId Session, ImmutableArray<string> Scopes, bool IsFresh)
{
    public bool IsAdmin => Scopes.Contains(Role.Admin);

    /// <summary>The caller of a request that passed authentication.</summary>
    /// <exception cref="InvalidOperationException">The endpoint is anonymous.</exception>
    public static Caller Of(HttpRequest request) =>
        request.HttpContext.Features.Get<Caller>() ?? throw new InvalidOperationException("This endpoint has no caller.");
}
