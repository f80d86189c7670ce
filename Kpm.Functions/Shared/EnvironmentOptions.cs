using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace Kpm.Functions.Shared;

/// <summary>
/// Which environment this is. Outside prod every account that is used must carry the environment's name, so that no test ever writes into
/// the data of another environment.
/// </summary>
internal sealed class EnvironmentOptions : IValidatableObject
{
    public const string Setting = "ENVIRONMENT";
    private const string Production = "prod";
    private static readonly string[] AddressSettings = ["Blobs:ServiceUri", "Cosmos:Endpoint", "Cosmos:KeysEndpoint", "KeyVault:Uri", "ServiceBus:fullyQualifiedNamespace"];

    /// <summary>dev, qa or prod.</summary>
    [Required(ErrorMessage = $"{Setting} is required."), AllowedValues("dev", "qa", Production, ErrorMessage = $"{Setting} is dev, qa or prod.")]
    public string Name { get; set; } = "";

    public bool IsProduction => Name == Production;

    /// <summary>The addresses of the accounts, by the settings that name them.</summary>
    public IReadOnlyDictionary<string, string> Addresses { get; set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public void Read(IConfiguration settings)
    {
        Name = settings[Setting] ?? "";
        Addresses = AddressSettings.Where(name => !string.IsNullOrEmpty(settings[name])).ToDictionary(name => name, name => settings[name]!, StringComparer.Ordinal);
    }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        IsProduction ? [] : Addresses.Where(address => !IsOfThisEnvironment(address.Value)).Select(address => new ValidationResult($"{address.Key} does not carry the name of the environment, {Name}."));

    /// <summary>The first label of the host's name is the account's.</summary>
    private bool IsOfThisEnvironment(string address)
    {
        var host = Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri : new Uri($"https://{address}");
        return host.IsLoopback || host.Host.Split('.')[0].Contains(Name, StringComparison.OrdinalIgnoreCase);
    }
}
