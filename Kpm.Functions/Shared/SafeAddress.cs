namespace Kpm.Functions.Shared;

/// <summary>Where secrets may be sent: HTTPS, whose certificate is checked, or to this machine.</summary>
internal static class SafeAddress
{
    public static bool Is(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));
}
