using Kpm.Core.Shared;
using System.Globalization;
using Kpm.Core.Shared.History;

namespace Kpm.Tests.Functions.Adapters.Cosmos.History;

/// <summary>Steps in which every member has a value that it does not have by itself.</summary>
internal static class SampleHistory
{
    /// <summary>As it was sealed before there were receipts and counted keys.</summary>
    public static HistoryContent FirstContent => Content with { ReceiptSecret = [], Day = null, KeyUses = [] };

    public static HistoryContent Content => new()
    {
        Kind = HistoryKind.LegacyExecuted,
        By = SampleStates.Ben.ToString(),
        Legacy = SampleStates.Release(1),
        Assets = [SampleStates.AssetNo(2), SampleStates.AssetNo(1)],
        Evidence =
        [
            new HistoryEvidence(2, EvidenceGrade.Attested, SampleStates.Now, SampleStates.Anna),
            new HistoryEvidence(1, EvidenceGrade.SelfReported, SampleStates.Now - TimeSpan.FromMinutes(1)),
        ],
        Reason = "declined",
        ReceiptSecret = [1, 2, 3],
        Day = "2027-01-15",
        KeyUses = [new KeyUse("get_asset", 2), new KeyUse("deliver_asset", 1)],
    };

    /// <summary>Steps of later numbers happened earlier: the order of the chain is another one.</summary>
    public static HistoryStep Step(int number) => new(
        string.Create(CultureInfo.InvariantCulture, $"{SampleStates.Release(1)}.{number}.0"), SampleStates.Now - TimeSpan.FromMinutes(number), Content);
}
