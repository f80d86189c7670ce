using Kpm.Core.Exports.UseCases;
using Kpm.Core.Shared;
using Kpm.Functions.Http;
using Kpm.Functions.Http.RateLimits;
using Kpm.Functions.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Exports;

/// <summary><c>POST</c> and <c>GET /me/exports</c>, <c>GET</c> and <c>DELETE /me/exports/{id}</c>: archives of everything that the caller owns.</summary>
internal sealed class ExportFunctions(RequestExportHandler request, ListMyExportsHandler list, GetExportHandler get, RemoveExportHandler remove, IClock clock)
{
    private const string Path = "/me/exports";
    private const string Route = "api/v1" + Path;

    /// <summary>While one is under way it is that one.</summary>
    [Function("RequestExport")]
    [MayCall(Access.FreshUser), RateLimited(RateLimit.Export)]
    public async Task<IResult> RequestAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest httpRequest, CancellationToken cancellationToken)
    {
        var command = new RequestExport(Caller.Of(httpRequest).User, clock.Now);
        var export = await ConflictRetry.RunAsync(() => request.HandleAsync(command, cancellationToken));
        return Reply.Created($"{Path}/{export}");
    }

    [Function("ListMyExports")]
    [MayCall(Access.User)]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest httpRequest, CancellationToken cancellationToken)
    {
        var parameters = new PageQuery(httpRequest);
        var query = new ListMyExports(Caller.Of(httpRequest).User, parameters.Page(), clock.Now);
        if (parameters.Errors.Count > 0) return Reply.Refused(new ValidationFailed(parameters.Errors));
        return Reply.Ok(PageResponse<ExportResponse>.Of(await list.HandleAsync(query, cancellationToken), ExportResponse.Of));
    }

    [Function("GetExport")]
    [MayCall(Access.User)]
    public async Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/{exportId}")] HttpRequest httpRequest, string exportId, CancellationToken cancellationToken)
    {
        if (!EntityId.TryParse<ExportId>(exportId, out var export)) return Reply.Refused(new Forbidden());
        var view = await get.HandleAsync(new GetExport(export, Caller.Of(httpRequest).User, clock.Now), cancellationToken);
        return view.IsFailure ? Reply.Refused(view.Error) : Reply.Ok(ExportResponse.Of(view.Value));
    }

    /// <summary>Its archive cannot be opened from then on.</summary>
    [Function("RemoveExport")]
    [MayCall(Access.User)]
    public async Task<IResult> RemoveAsync([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = Route + "/{exportId}")] HttpRequest httpRequest, string exportId, CancellationToken cancellationToken)
    {
        if (!EntityId.TryParse<ExportId>(exportId, out var export)) return Reply.Refused(new Forbidden());
        var command = new RemoveExport(export, Caller.Of(httpRequest).User, clock.Now);
        return Reply.NoContentOr(await ConflictRetry.RunAsync(() => remove.HandleAsync(command, cancellationToken)));
    }
}
