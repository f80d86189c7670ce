using Microsoft.Azure.Cosmos;

namespace Kpm.Functions.Shared;

/// <summary>Tells failures that pass, in a store, a vault or a network, from faults.</summary>
internal static class Unavailability
{
    /// <summary>Whether something that this depends on does not answer, or has too much to do.</summary>
    public static bool IsUnavailable(this Exception failure) => failure switch
    {
        CosmosException { StatusCode: var status } => (int)status is 408 or 410 or 429 or 449 or >= 500,
        Azure.RequestFailedException { Status: 0 or 408 or 429 or >= 500 } => true,
        HttpRequestException => true,
        _ => false,
    };
}
