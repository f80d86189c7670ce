using System.ComponentModel.DataAnnotations;

namespace Kpm.Functions.Adapters.Cosmos;

/// <summary>Where the documents are. With a key: the local cloud; without: managed identity.</summary>
internal sealed class CosmosOptions
{
    [Required, Url]
    public string Endpoint { get; init; } = "";

    /// <summary>Account key; only the local cloud has one.</summary>
    public string? Key { get; init; }

    [Required]
    public string Database { get; init; } = "kpm";

    /// <summary>The account of the user keys, whose backups are kept only shortly; without it, the account above.</summary>
    [Url]
    public string? KeysEndpoint { get; init; }

    /// <summary>Account key of that account; only the local cloud has one.</summary>
    public string? KeysKey { get; init; }

    [Required]
    public string KeysDatabase { get; init; } = "kpm-keys";
}
