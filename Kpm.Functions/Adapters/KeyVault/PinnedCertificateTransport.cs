using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Azure.Core.Pipeline;

namespace Kpm.Functions.Adapters.KeyVault;

/// <summary>A transport that accepts exactly one server certificate: the local vault's, which no authority has signed.</summary>
internal static class PinnedCertificateTransport
{
    public static HttpPipelineTransport Create(string pemPath)
    {
        using var certificate = X509Certificate2.CreateFromPem(File.ReadAllText(pemPath));
        var expected = certificate.GetCertHash(HashAlgorithmName.SHA256);
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) =>
            shown is not null && CryptographicOperations.FixedTimeEquals(shown.GetCertHash(HashAlgorithmName.SHA256), expected);
        return new HttpClientTransport(handler);
    }
}
