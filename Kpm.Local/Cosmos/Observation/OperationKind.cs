namespace Kpm.Local.Cosmos.Observation;

/// <summary>What a request does, as the control endpoints name it.</summary>
internal enum OperationKind
{
    /// <summary>Account, databases, containers, partition key ranges and query plans.</summary>
    Metadata,
    Read,
    Create,
    Replace,
    Upsert,
    Delete,
    Patch,
    Batch,

    /// <summary>A page of a query on one logical partition.</summary>
    Query,

    /// <summary>A page that one physical partition answers to a query that names no partition key.</summary>
    CrossPartitionQuery,
}
