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
}
