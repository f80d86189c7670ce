using System.ComponentModel.DataAnnotations;

namespace Kpm.Functions.Shared;

/// <summary>Where the API is seen from outside.</summary>
internal sealed class ApiOptions
{
    /// <summary>The base of links, for example <c>https://api.keepem.app/api/v1</c>.</summary>
    [Required, Url]
    public string PublicUrl { get; init; } = "";

    /// <summary>Whether the first account of an empty system becomes admin.</summary>
    public bool AllowFirstAdmin { get; init; } = true;

    /// <summary>Whether the contract and the page made of it are served; null for everywhere but in production.</summary>
    public bool? ShowReference { get; init; }
}
