using Kpm.Core.Shared;

namespace Kpm.Core.Assets.UseCases;

/// <summary>Reads the receipt of a delivered release, with what verifies it. The giver may call it, and those to whom it was delivered.</summary>
public sealed record GetReceipt(ReleaseId Release, UserId By);

public sealed class GetReceiptHandler(IReceipts receipts, IReleases releases, ReceiptBundles bundles)
{
    /// <remarks>Errors: <see cref="Forbidden"/>, also for an unknown release, and for a receiver who was passed over; <see cref="ReceiptNotIssued"/>.</remarks>
    public async Task<Result<ReceiptBundle>> HandleAsync(GetReceipt query, CancellationToken cancellationToken)
    {
        if (await receipts.FindAsync(query.Release, cancellationToken) is not { } receipt)
        {
            var release = await releases.FindAsync(query.Release, cancellationToken);
            return release?.IsParty(query.By) == true && !release.State.PassedOver.Contains(query.By) ? new ReceiptNotIssued() : new Forbidden();
        }

        if (!receipt.Parties.Contains(query.By)) return new Forbidden();
        return receipt.IsTold && await bundles.TryMakeAsync(receipt, query.By, cancellationToken) is { } bundle ? bundle : new ReceiptNotIssued();
    }
}
