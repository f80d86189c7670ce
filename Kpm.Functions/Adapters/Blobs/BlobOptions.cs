using System.ComponentModel.DataAnnotations;
using Azure.Storage.Blobs;
using Kpm.Functions.Shared;

namespace Kpm.Functions.Adapters.Blobs;

/// <summary>Where the sealed files are.</summary>
internal sealed class BlobOptions : IValidatableObject
{
    /// <summary>The account's blob endpoint, reached with managed identity.</summary>
    [Url]
    public string? ServiceUri { get; init; }

    /// <summary>Only the local cloud has a connection string.</summary>
    public string? ConnectionString { get; init; }

    [Required]
    public string Container { get; init; } = "vault";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (string.IsNullOrEmpty(ServiceUri) && string.IsNullOrEmpty(ConnectionString)) yield return new ValidationResult("Blobs:ServiceUri is required.", [nameof(ServiceUri)]);
    }
}

/// <summary>The file store.</summary>
internal sealed class BlobDependency(BlobContainerClient container) : IDependency
{
    public string Name => "Blob Storage";

    public async Task ProbeAsync(CancellationToken cancellationToken)
    {
        if (!await container.ExistsAsync(cancellationToken)) throw new InvalidOperationException("The container does not exist.");
    }
}
