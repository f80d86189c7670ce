namespace Kpm.Core.Shared.Sealing;

/// <summary>Opens data keys through the wraps of their owners.</summary>
public static class DataKeyAccess
{
    /// <summary>The data key of the record, through the wrap of <paramref name="opener"/>. The caller disposes it.</summary>
    /// <exception cref="SealBrokenException">There is no wrap for the opener, or it does not verify.</exception>
    /// <exception cref="UserKeyMissingException">The opener's key was erased.</exception>
    public static async Task<DataKey> OpenDataKeyAsync(
        this IUserKeys userKeys, RecordName record, SealedRecord sealedRecord, UserId opener, CancellationToken cancellationToken)
    {
        var wrap = sealedRecord.Wraps.FirstOrDefault(wrap => wrap.Owner == opener)
            ?? throw new SealBrokenException("The record is not wrapped for this person.");
        using var userKey = await userKeys.GetAsync(opener, wrap.UserKeyVersion, cancellationToken);
        return userKey.Unwrap(wrap, record);
    }
}
