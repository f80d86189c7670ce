using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography;
using Kpm.Local.Hosting;

namespace Kpm.Local.KeyVault;

/// <summary>The vault's self-signed server certificate, kept in its folder so that clients can pin it over restarts.</summary>
public static class VaultCertificate
{
    /// <summary>The file, in the part's data folder, that a client pins.</summary>
    public const string FileName = "certificate.pem";

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(3650);

    public static X509Certificate2 LoadOrCreate(string folder, TimeProvider time)
    {
        var certificatePath = Path.Combine(folder, FileName);
        var keyPath = Path.Combine(folder, "certificate.key");
        if (!File.Exists(certificatePath)) Create(certificatePath, keyPath, time.GetUtcNow());
        return X509Certificate2.CreateFromPemFile(certificatePath, keyPath);
    }

    private static void Create(string certificatePath, string keyPath, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Kpm local key vault", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.Add(Lifetime));
        PrivateFile.Write(keyPath, key.ExportPkcs8PrivateKeyPem());
        PrivateFile.Write(certificatePath, certificate.ExportCertificatePem());
    }
}
