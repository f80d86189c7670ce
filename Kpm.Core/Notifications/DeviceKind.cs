namespace Kpm.Core.Notifications;

/// <summary>What a client calls itself, reduced to program and system: nothing that it wrote itself reaches a mail.</summary>
public static class DeviceKind
{
    /// <summary>The first that is found counts: some name others that they are like.</summary>
    private static readonly (string Mark, string Name)[] Programs =
    [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"),
        ("Chrome/", "Chrome"), ("CriOS/", "Chrome"), ("Safari/", "Safari"), ("Keepem", "Keepem"), ("okhttp", "Keepem"), ("CFNetwork", "Keepem"),
    ];

    private static readonly (string Mark, string Name)[] Systems =
    [
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
    ];

    /// <summary>Such as "Firefox (Linux)"; null when neither is known.</summary>
    public static string? Of(string? userAgent)
    {
        if (userAgent is null) return null;
        return (Find(Programs, userAgent), Find(Systems, userAgent)) switch
        {
            ({ } program, { } system) => $"{program} ({system})",
            var (program, system) => program ?? system,
        };
    }

    private static string? Find((string Mark, string Name)[] known, string userAgent) =>
        known.FirstOrDefault(one => userAgent.Contains(one.Mark, StringComparison.OrdinalIgnoreCase)).Name;
}
