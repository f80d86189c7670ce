using Kpm.Local.Cosmos.Partitioning;

namespace Kpm.Local.Cosmos.Items;

/// <summary>Item operations; the numbers are the operation types of batch requests.</summary>
internal enum ItemOperationKind
{
    Create = 0,
    Patch = 1,
    Read = 2,
    Delete = 4,
    Replace = 5,
    Upsert = 20,
}

/// <summary>One operation on one item. <c>Id</c> is null when only the body names the item.</summary>
internal sealed record ItemOperation(ItemOperationKind Kind, PartitionKeyValue PartitionKey, string? Id, byte[]? Body, string? IfMatch = null, string? IfNoneMatch = null);

/// <summary>What an item operation answers.</summary>
internal sealed record ItemResult(int Status, byte[]? Body = null, string? ETag = null, double Charge = 1, int SubStatus = 0)
{
    public bool Succeeded => Status < 400;
}
