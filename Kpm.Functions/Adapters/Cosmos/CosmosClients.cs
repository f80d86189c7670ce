using Azure.Core;
using Kpm.Functions.Telemetry;
using Microsoft.Azure.Cosmos;

namespace Kpm.Functions.Adapters.Cosmos;

/// <summary>Makes clients for a Cosmos DB account.</summary>
internal static class CosmosClients
{
    /// <summary>With a key: gateway mode against the local cloud. Without: managed identity and direct mode.</summary>
    public static CosmosClient Create(string endpoint, string? key, TokenCredential credential)
    {
        var options = new CosmosClientOptions
        {
            ApplicationName = "kpm",
            ConsistencyLevel = ConsistencyLevel.Session,
            UseSystemTextJsonSerializerWithOptions = KpmJson.Options,
        };
        options.CustomHandlers.Add(new CosmosMeter());
        if (string.IsNullOrEmpty(key)) return new CosmosClient(endpoint, credential, options);
        options.ConnectionMode = ConnectionMode.Gateway;
        options.LimitToEndpoint = true;
        return new CosmosClient(endpoint, key, options);
    }
}
