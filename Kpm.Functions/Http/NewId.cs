using Kpm.Core.Shared;
using Microsoft.AspNetCore.Http;

namespace Kpm.Functions.Http;

/// <summary>Mints the ids of new things, at the edge.</summary>
internal static class NewId
{
    /// <summary>The id that the <c>Idempotency-Key</c> of the request was given; else a new UUID version 7.</summary>
    public static Guid ForRequest(HttpRequest request) => request.HttpContext.Features.Get<IdempotentRequest>()?.ResourceId ?? Guid.CreateVersion7();

    /// <summary>
    /// The id that the client sent, so that it may repeat the request; else the one that its <c>Idempotency-Key</c> was given; else a new UUID version 7.
    /// </summary>
    public static Result<TId> For<TId>(HttpRequest request, string? sent) where TId : struct, IEntityId<TId>
    {
        if (sent is null) return TId.Of(ForRequest(request));
        return EntityId.TryParse<TId>(sent, out var id) ? id : new ValidationFailed([new FieldError("/id", new NotAUuid())]);
    }
}

/// <summary>A request with an <c>Idempotency-Key</c>: the id of what it makes is the same for every repeat.</summary>
internal sealed record IdempotentRequest(Guid ResourceId);
