using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;
using Kpm.Core.Shared.History;
using Kpm.Core.Shared.Signing;
using Kpm.Functions.Http;
using Kpm.Functions.Http.RateLimits;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Assets;

/// <summary><c>GET /legacy/{id}/receipt</c>, <c>GET /me/history/verify</c> and <c>GET /signing-keys</c>: what proves what happened.</summary>
internal sealed class ReceiptFunctions(GetReceiptHandler get, VerifyMyHistoryHandler verify, ISignatures signatures)
{
    [Function("GetReceipt")]
    [MayCall(Access.User)]
    public async Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/legacy/{releaseId}/receipt")] HttpRequest request, string releaseId, CancellationToken cancellationToken)
    {
        if (!EntityId.TryParse<ReleaseId>(releaseId, out var id)) return Reply.Refused(new Forbidden());
        var receipt = await get.HandleAsync(new GetReceipt(id, Caller.Of(request).User), cancellationToken);
        return receipt.IsFailure ? Reply.Refused(receipt.Error) : Reply.Ok(receipt.Value);
    }

    /// <summary>Found anew for each request.</summary>
    [Function("VerifyMyHistory")]
    [MayCall(Access.User), RateLimited(RateLimit.Verification)]
    public async Task<IResult> VerifyAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/me/history/verify")] HttpRequest request, CancellationToken cancellationToken) =>
        Reply.OkUncached(request, ReportResponse.Of(await verify.HandleAsync(new VerifyMyHistory(Caller.Of(request).User), cancellationToken)));

    /// <summary>For anybody who verifies what was signed.</summary>
    [Function("ListSigningKeys")]
    [MayCall(Access.Anonymous)]
    public async Task<IResult> ListKeysAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/signing-keys")] HttpRequest request, CancellationToken cancellationToken) =>
        Reply.Ok(new PublicKeySet(await signatures.ListKeysAsync([], cancellationToken)));

    /// <param name="IsIntact">Whether nothing is wrong.</param>
    /// <param name="Entries">How many entries, from the first on, are as they were written.</param>
    /// <param name="Head">Where the history ends; null when there is no entry.</param>
    /// <param name="Fault">The first thing that is wrong; null when nothing is.</param>
    /// <param name="SignedHeads">How many signed heads were verified.</param>
    /// <param name="LastSigned">The last of these.</param>
    /// <param name="Receipts">How many receipts were verified.</param>
    private sealed record ReportResponse(bool IsIntact, long Entries, HeadResponse? Head, FaultResponse? Fault, int SignedHeads, SignedHeadResponse? LastSigned, int Receipts)
    {
        public static ReportResponse Of(HistoryReport report) => new(
            report.Fault is null,
            report.Verified,
            report.Head is { } head ? new HeadResponse(head.Sequence, head.Hash) : null,
            report.Fault is { } fault ? new FaultResponse(fault.Flaw, fault.Sequence) : null,
            report.SignedHeads,
            report.LastSigned is { } signed ? new SignedHeadResponse(signed.Sequence, signed.Hash, signed.SignedTs, signed.Signed) : null,
            report.Receipts);
    }

    /// <param name="Sequence">Its place in the chain.</param>
    /// <param name="Hash">Of the entry there.</param>
    private sealed record HeadResponse(long Sequence, string Hash);

    /// <param name="Code">What it is.</param>
    /// <param name="Sequence">Where.</param>
    private sealed record FaultResponse(HistoryFlaw Code, long Sequence);

    /// <param name="Sequence">Its place in the chain.</param>
    /// <param name="Hash">Of the entry there.</param>
    /// <param name="SignedTs">When it was signed.</param>
    /// <param name="Signed">As a compact JWS.</param>
    private sealed record SignedHeadResponse(long Sequence, string Hash, Timestamp SignedTs, string Signed);
}
