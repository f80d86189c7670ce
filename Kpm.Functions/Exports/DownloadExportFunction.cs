using Kpm.Core.Exports.UseCases;
using Kpm.Core.Shared;
using Kpm.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Exports;

/// <summary><c>GET /me/exports/{id}/file</c>: the archive, or a range of it; <c>HEAD</c>: what is said about it.</summary>
internal sealed class DownloadExportFunction(OpenExportFileHandler handler, IClock clock)
{
    [Function("DownloadExport")]
    [MayCall(Access.FreshUser)]
    public Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/me/exports/{exportId}/file")] HttpRequest request, string exportId, CancellationToken cancellationToken) =>
        OpenAsync(request, exportId, cancellationToken);

    [Function("ReadExportHeaders")]
    [MayCall(Access.FreshUser)]
    public Task<IResult> RunHeadAsync([HttpTrigger(AuthorizationLevel.Anonymous, "head", Route = "api/v1/me/exports/{exportId}/file")] HttpRequest request, string exportId, CancellationToken cancellationToken) =>
        OpenAsync(request, exportId, cancellationToken);

    private async Task<IResult> OpenAsync(HttpRequest request, string exportId, CancellationToken cancellationToken)
    {
        if (!EntityId.TryParse<ExportId>(exportId, out var export)) return Reply.Refused(new Forbidden());
        var file = await handler.HandleAsync(new OpenExportFile(export, Caller.Of(request).User, clock.Now), cancellationToken);
        return file.IsFailure ? Reply.Refused(file.Error) : new FileReply(file.Value);
    }
}
