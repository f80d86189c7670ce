using System.Web;
using OtpNet;

namespace Kpm.Tests.Running;

/// <summary>An authenticator app that read the key URI of one account.</summary>
public sealed class Authenticator
{
    private readonly Totp _totp;

    public Authenticator(string keyUri)
    {
        var uri = new Uri(keyUri);
        if (uri.Scheme != "otpauth" || uri.Host != "totp") throw new ArgumentException("Not a key URI.", nameof(keyUri));
        _totp = new Totp(Base32Encoding.ToBytes(HttpUtility.ParseQueryString(uri.Query)["secret"]));
    }

    /// <summary>The code that the app shows now.</summary>
    public string Code() => At(0);

    /// <summary>The code that the app shows next: it is accepted a step early, and after <see cref="Code"/>, whose step is over then.</summary>
    public string NextCode() => At(30);

    /// <summary>A code that the app does not show now or soon.</summary>
    public string WrongCode() => Enumerable.Range(100_000, 10).Select(code => code.ToString(System.Globalization.CultureInfo.InvariantCulture))
        .First(code => !Enumerable.Range(-2, 5).Select(step => At(step * 30)).Contains(code));

    private string At(int seconds) => _totp.ComputeTotp(TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(seconds));
}
