namespace Kpm.Core.Shared.History;

/// <summary>The ways in which a history can be other than it was written. A word is never renamed.</summary>
public enum HistoryFlaw
{
    /// <summary>The entry, or one before it, is not the one that was written here.</summary>
    EntryAltered,

    /// <summary>There is no entry here, and there was one.</summary>
    EntryMissing,

    /// <summary>The entry does not open.</summary>
    EntryUnreadable,

    /// <summary>The head is not that of the last entry.</summary>
    HeadDiffers,

    /// <summary>The signature of a signed head does not verify, or it is that of another history.</summary>
    SignedHeadInvalid,

    /// <summary>When the head was signed, another entry was here.</summary>
    SignedHeadDiffers,

    /// <summary>The entry tells of a receipt that is gone.</summary>
    ReceiptMissing,

    /// <summary>The receipt is another than the one that the entry tells of.</summary>
    ReceiptDiffers,

    /// <summary>The signature of the receipt does not verify.</summary>
    ReceiptInvalid,
}

/// <summary>The first thing that is wrong with a history, and where.</summary>
public sealed record HistoryFault(HistoryFlaw Flaw, long Sequence);

/// <summary>What was found of a history.</summary>
/// <param name="Verified">How many entries, from the first on, are as they were written.</param>
/// <param name="Head">The head as it is stored; null when there is none.</param>
/// <param name="Fault">The first thing that is wrong; null when nothing is.</param>
/// <param name="SignedHeads">How many signed heads were verified.</param>
/// <param name="LastSigned">The last of these; null when none was.</param>
/// <param name="Receipts">How many receipts were verified.</param>
public sealed record HistoryReport(long Verified, HistoryHead? Head, HistoryFault? Fault, int SignedHeads, SignedHead? LastSigned, int Receipts);
