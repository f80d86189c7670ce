using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Kpm.Local.Hosting;

namespace Kpm.Local.Sinks.Push;

/// <summary>The service account that may send push messages, in the form of Google's key files: drawn when it is first needed and kept in the sinks' folder, readable by its user only.</summary>
public sealed record ServiceAccount(
    [property: JsonPropertyName("project_id")] string ProjectId,
    [property: JsonPropertyName("client_email")] string ClientEmail,
    [property: JsonPropertyName("private_key")] string PrivateKey)
{
    public const string FileName = "service-account.json";

    [JsonPropertyName("type")]
    public string Type => "service_account";

    public static ServiceAccount LoadOrCreate(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (File.Exists(path)) return JsonSerializer.Deserialize<ServiceAccount>(File.ReadAllText(path))!;
        using var key = RSA.Create(2048);
        var account = new ServiceAccount("kpm", "push@kpm.iam.gserviceaccount.com", key.ExportPkcs8PrivateKeyPem());
        Directory.CreateDirectory(folder);
        PrivateFile.Write(path, JsonSerializer.Serialize(account));
        return account;
    }

    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => nameof(ServiceAccount);
}
