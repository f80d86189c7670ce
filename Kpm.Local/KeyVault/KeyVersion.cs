using System.Security.Cryptography;

namespace Kpm.Local.KeyVault;

/// <summary>The kinds of software key kept here: RSA 3072 for wrapping, EC P-256 for signing.</summary>
public enum KeyKind
{
    Rsa,
    Ec,
}

/// <summary>One version as it is stored. Times are Unix seconds.</summary>
/// <param name="Version">32 hexadecimal digits.</param>
/// <param name="Kind">The kind of key.</param>
/// <param name="Pkcs8">The private key.</param>
/// <param name="Enabled">Whether cryptographic operations are allowed.</param>
/// <param name="Created">When the version was made.</param>
/// <param name="Updated">When its attributes last changed.</param>
public sealed record KeyRecord(string Version, KeyKind Kind, byte[] Pkcs8, bool Enabled, long Created, long Updated);

/// <summary>One version of a key, ready for use under its <see cref="Gate"/>.</summary>
public sealed class KeyVersion
{
    private const int RsaBits = 3072;
    private readonly RSA? _rsa;
    private readonly ECDsa? _ec;

    private KeyVersion(KeyRecord record, RSA? rsa, ECDsa? ec, Lock? gate = null) => (Record, _rsa, _ec, Gate) = (record, rsa, ec, gate ?? new Lock());

    public KeyRecord Record { get; }

    /// <summary>Held while the key computes: the platform's key objects are not meant for several threads at once.</summary>
    public Lock Gate { get; }

    /// <summary>The RSA key; only for <see cref="KeyKind.Rsa"/>.</summary>
    public RSA Rsa => _rsa ?? throw new InvalidOperationException("Not an RSA key.");

    /// <summary>The EC key; only for <see cref="KeyKind.Ec"/>.</summary>
    public ECDsa Ec => _ec ?? throw new InvalidOperationException("Not an EC key.");

    public static KeyVersion Create(KeyKind kind, DateTimeOffset now)
    {
        RSA? rsa = kind == KeyKind.Rsa ? RSA.Create(RsaBits) : null;
        ECDsa? ec = kind == KeyKind.Ec ? ECDsa.Create(ECCurve.NamedCurves.nistP256) : null;
        var pkcs8 = ((AsymmetricAlgorithm?)rsa ?? ec)!.ExportPkcs8PrivateKey();
        var seconds = now.ToUnixTimeSeconds();
        return new KeyVersion(new KeyRecord(RandomNumberGenerator.GetHexString(32, lowercase: true), kind, pkcs8, Enabled: true, seconds, seconds), rsa, ec);
    }

    public static KeyVersion Open(KeyRecord record)
    {
        RSA? rsa = record.Kind == KeyKind.Rsa ? RSA.Create() : null;
        ECDsa? ec = record.Kind == KeyKind.Ec ? ECDsa.Create() : null;
        ((AsymmetricAlgorithm?)rsa ?? ec)!.ImportPkcs8PrivateKey(record.Pkcs8, out _);
        return new KeyVersion(record, rsa, ec);
    }

    /// <summary>The same key with other attributes.</summary>
    public KeyVersion With(KeyRecord record) => new(record, _rsa, _ec, Gate);
}
