using Microsoft.AspNetCore.Http;

namespace Kpm.Functions.Http;

/// <summary>What the client calls itself (<c>User-Agent</c>, RFC 9110, section 10.1.5): shown to its user in the list of sessions.</summary>
internal static class DeviceName
{
    private const int MaximumLength = 200;

    public static string? Of(HttpRequest request)
    {
        var name = new string([.. request.Headers.UserAgent.ToString().Where(c => !char.IsControl(c)).Take(MaximumLength)]).Trim();
        return name.Length == 0 ? null : name;
    }
}
