using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;
using Kpm.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Assets;

/// <summary><c>GET /users/{id}/quota</c> and <c>PUT /users/{id}/quota</c>: how much a person may keep, for admins.</summary>
internal sealed class QuotaFunctions(GetAssetUsageHandler usage, GrantQuotaHandler grant)
{
    /// <summary>1 TiB, in MB.</summary>
    private const long MostExtraMegabytes = 1_048_576;

    [Function("GetQuota")]
    [MayCall(Access.Admin)]
    public async Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/users/{userId}/quota")] HttpRequest request, string userId, CancellationToken cancellationToken)
    {
        if (!EntityId.TryParse<UserId>(userId, out var owner)) return Reply.Refused(new Forbidden());
        var used = await usage.HandleAsync(new GetAssetUsage(owner), cancellationToken);
        return Reply.Ok(new QuotaResponse(Megabytes.Of(used.QuotaBytes), Megabytes.Of(used.UsedBytes)));
    }

    [Function("GrantQuota")]
    [MayCall(Access.Admin)]
    public async Task<IResult> GrantAsync([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/v1/users/{userId}/quota")] HttpRequest request, string userId, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<Body>(request);
        if (body.IsFailure) return Reply.Refused(body.Error);
        if (!EntityId.TryParse<UserId>(userId, out var owner)) return Reply.Refused(new Forbidden());
        if (body.Value.ExtraMb is not (>= 0 and <= MostExtraMegabytes)) return Reply.Refused(new ValidationFailed([new FieldError("/extra_mb", new WrongExtraSpace(MostExtraMegabytes))]));
        await grant.HandleAsync(new GrantQuota(owner, body.Value.ExtraMb.Value * Megabytes.InBytes), cancellationToken);
        return Reply.NoContent;
    }

    private sealed record Body
    {
        /// <summary>On top of what everybody may keep, in MB of 1,048,576 bytes.</summary>
        public long? ExtraMb { get; init; }
    }

    /// <param name="QuotaMb">How much the person may keep.</param>
    /// <param name="UsedMb">How much of it is taken.</param>
    private sealed record QuotaResponse(double QuotaMb, double UsedMb);
}
