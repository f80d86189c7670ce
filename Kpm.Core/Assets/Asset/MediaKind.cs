namespace Kpm.Core.Assets;

/// <summary>The kind of a media type: what stands before the slash, when it is registered.</summary>
public static class MediaKind
{
    /// <summary>The kind of what is not registered: whoever makes up types does not make up kinds without end.</summary>
    public const string Other = "other";

    /// <summary>https://www.iana.org/assignments/media-types</summary>
    private static readonly string[] Registered = ["application", "audio", "example", "font", "haptics", "image", "message", "model", "multipart", "text", "video"];

    /// <param name="mediaType">A media type (RFC 6838).</param>
    public static string Of(string mediaType) =>
        Registered.FirstOrDefault(kind => mediaType.StartsWith(kind + "/", StringComparison.OrdinalIgnoreCase)) ?? Other;
}
