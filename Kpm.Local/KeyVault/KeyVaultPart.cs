using System.Text.Json.Serialization;
using Kpm.Local.Hosting;

namespace Kpm.Local.KeyVault;

/// <summary>The keys endpoint of Azure Key Vault over HTTPS.</summary>
public static class KeyVaultPart
{
    /// <summary>Runs <c>key-vault --port P --data DIR [--keys kek,receipts,signing]</c>. The keys named <c>receipts</c> and <c>signing</c> are EC P-256, every other RSA 3072.</summary>
    public static async Task<int> RunAsync(PartOptions options)
    {
        var port = options.Integer("port", 8443);
        var folder = Directory.CreateDirectory(options.Required("data")).FullName;
        using var certificate = VaultCertificate.LoadOrCreate(folder, TimeProvider.System);
        var keys = new KeyStore(folder, TimeProvider.System);
        foreach (var name in options.Optional("keys", "kek,receipts,signing").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            keys.Ensure(name, name is "receipts" or "signing" ? KeyKind.Ec : KeyKind.Rsa);

        return await WebPart.RunAsync(
            "key-vault",
            port,
            services => services
                .ConfigureHttpJsonOptions(json => json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)
                .AddSingleton(keys)
                .AddSingleton(new VaultAddress(WebPart.Address(port, certificate)))
                .AddSingleton<Throttle>()
                .AddSingleton<OperationLog>()
                .AddSingleton<FaultPlan>(),
            app =>
            {
                VaultGate.Map(app);
                KeyEndpoints.Map(app);
                ControlEndpoints.Map(app);
            },
            certificate);
    }
}

/// <summary>The vault's base address, the start of every key id.</summary>
public sealed record VaultAddress(string Value)
{
    public string KeyId(string name, string version) => $"{Value}/keys/{name}/{version}";
}
