using System.Security.Cryptography;
using Kpm.Local.Hosting;

namespace Kpm.Local.Sinks.Mail;

/// <summary>The key that signs the event webhook: drawn when it is first needed and kept in the sinks' folder.</summary>
public static class WebhookKey
{
    private const string FileName = "webhook-key.pem";

    /// <summary>The key of the sinks whose data is in this folder.</summary>
    public static ECDsa Ensure(string folder)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var path = Path.Combine(Directory.CreateDirectory(folder).FullName, FileName);
        if (File.Exists(path)) key.ImportFromPem(File.ReadAllText(path));
        else PrivateFile.Write(path, key.ExportPkcs8PrivateKeyPem());
        return key;
    }

    /// <summary>The public half, as SendGrid shows it: SubjectPublicKeyInfo in DER, Base64.</summary>
    public static string PublicKeyOf(string folder)
    {
        using var key = Ensure(folder);
        return Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());
    }
}
