using Kpm.Core.Shared;
using Kpm.Core.Shared.History;

namespace Kpm.Tests.Running;

/// <summary>How far a chain is as it was written, and whether that is all of it.</summary>
internal sealed record WalkedChain(long Verified, bool IsIntact)
{
    /// <summary>Goes along a chain, as Kpm does, without what is signed.</summary>
    public static WalkedChain Of(UserId person, IEnumerable<HistoryEntry> entries, HistoryHead? stored)
    {
        var end = HistoryChain.Start(person);
        foreach (var entry in entries)
        {
            if (HistoryChain.FaultOf(end, entry) is not null) return new WalkedChain(end.Sequence, IsIntact: false);
            end = new HistoryHead(entry.Sequence, entry.Hash);
        }

        return new WalkedChain(end.Sequence, HistoryChain.FaultOfEnd(end, stored) is null);
    }
}
