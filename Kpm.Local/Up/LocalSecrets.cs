using System.Security.Cryptography;
using System.Text.Json;
using Kpm.Local.Hosting;

namespace Kpm.Local.Up;

/// <summary>The keys of one local system: drawn at its first start and kept in its data folder, readable by its user only.</summary>
public static class LocalSecrets
{
    private const string FileName = "secrets.json";
    private static readonly string[] SigningKeys = ["Tokens__AccessKey", "Tokens__UploadKey", "Tokens__MailKey"];
    private static readonly string[] SymmetricKeys = ["Tokens__RefreshKey", "Claims__Key"];

    /// <summary>Setting names and values.</summary>
    public static IReadOnlyDictionary<string, string> Ensure(string dataFolder)
    {
        var path = Path.Combine(dataFolder, FileName);
        if (File.Exists(path)) return JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(path))!;
        Directory.CreateDirectory(dataFolder);
        var secrets = SigningKeys.ToDictionary(name => name, _ => SigningKey(), StringComparer.Ordinal);
        foreach (var name in SymmetricKeys) secrets[name] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        PrivateFile.Write(path, JsonSerializer.Serialize(secrets));
        return secrets;
    }

    private static string SigningKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Convert.ToBase64String(key.ExportPkcs8PrivateKey());
    }
}
