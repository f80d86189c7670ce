namespace Kpm.Tests.Ceilings;

/// <summary>What one request of a client cost.</summary>
/// <param name="Reads">Point reads and single-partition queries of Cosmos DB.</param>
/// <param name="Writes">Creates, replaces, upserts, deletes and batches of Cosmos DB; a batch is one.</param>
/// <param name="Clears">Patches of Cosmos DB: the removal of sent events.</param>
/// <param name="Sends">Transfers to Service Bus; a batch is one.</param>
/// <param name="Keys">Operations of Key Vault.</param>
/// <param name="Blobs">Requests to Blob Storage.</param>
internal sealed record EndpointCost(int Reads = 0, int Writes = 0, int Clears = 0, int Sends = 0, int Keys = 0, int Blobs = 0)
{
    public static string Header => $"{"reads",6}{"writes",7}{"clears",7}{"sends",6}{"keys",5}{"blobs",6}";

    public override string ToString() => $"{Reads,6}{Writes,7}{Clears,7}{Sends,6}{Keys,5}{Blobs,6}";
}
