using System.Security.Cryptography;
using System.Text.Json;
using Kpm.Local.Hosting;

namespace Kpm.Local.Up;

/// <summary>The keys of one local system: drawn when they are first needed and kept in its data folder, readable by its user only.</summary>
public static class LocalSecrets
{
    private const string FileName = "secrets.json";
    private static readonly string[] SigningKeys = ["Tokens__AccessKey", "Tokens__UploadKey", "Tokens__MailKey"];
    private static readonly string[] SymmetricKeys = ["Tokens__RefreshKey", "Tokens__RecoveryKey", "Claims__Key", "RateLimits__Key"];

    /// <summary>Setting names and values.</summary>
    public static IReadOnlyDictionary<string, string> Ensure(string dataFolder)
    {
        var path = Path.Combine(dataFolder, FileName);
        var secrets = File.Exists(path) ? JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(path))! : [];
        var known = secrets.Count;
        foreach (var name in SigningKeys.Where(name => !secrets.ContainsKey(name))) secrets[name] = SigningKey();
        foreach (var name in SymmetricKeys.Where(name => !secrets.ContainsKey(name))) secrets[name] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        if (secrets.Count == known) return secrets;
        Directory.CreateDirectory(dataFolder);
        PrivateFile.Write(path, JsonSerializer.Serialize(secrets));
        return secrets;
    }

    private static string SigningKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Convert.ToBase64String(key.ExportPkcs8PrivateKey());
    }
}
