using System.ComponentModel.DataAnnotations;

namespace Kpm.Functions.Adapters.Cosmos;

/// <summary>The key of the hashes that name claims.</summary>
internal sealed class ClaimOptions
{
    /// <summary>32 bytes in base64; never changed without renaming every claim.</summary>
    [Required]
    public string Key { get; init; } = "";

    /// <summary>Stands in each claim's id, so that a second key can be told from the first.</summary>
    [Range(1, 99)]
    public int KeyVersion { get; init; } = 1;
}
