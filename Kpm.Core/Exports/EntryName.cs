using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Kpm.Core.Exports;

/// <summary>Names that every common file system takes, and that never lead out of their folder.</summary>
/// <remarks>What Windows refuses: https://learn.microsoft.com/windows/win32/fileio/naming-a-file.</remarks>
public static partial class EntryName
{
    /// <summary>The most bytes in UTF-8: file systems take 255, and a number may follow.</summary>
    public const int MaximumBytes = 200;

    private const int MaximumExtensionBytes = 32;
    private const string Otherwise = "file";

    /// <summary>A safe name as close as possible to the one that a file has.</summary>
    /// <param name="fileName">Any text.</param>
    /// <param name="ordinal">From 2 on, a number that tells it from others of the same name.</param>
    public static string Of(string fileName, int ordinal = 1)
    {
        var clean = new StringBuilder(fileName.Length);
        foreach (var rune in fileName.EnumerateRunes()) clean.Append(IsSafe(rune) ? rune.ToString() : "_");
        var name = Trimmed(clean.ToString().Normalize(NormalizationForm.FormC));
        if (name.Length == 0) name = Otherwise;
        if (Device().IsMatch(name)) name = $"_{name}";
        var dot = name.LastIndexOf('.');
        var extension = dot > 0 && Encoding.UTF8.GetByteCount(name.AsSpan(dot)) <= MaximumExtensionBytes ? name[dot..] : "";
        var stem = Cut(name[..^extension.Length], MaximumBytes - Encoding.UTF8.GetByteCount(extension));
        return ordinal == 1 ? stem + extension : string.Create(CultureInfo.InvariantCulture, $"{stem} ({ordinal}){extension}");
    }

    /// <summary>No separators, no control characters, and nothing that turns the direction of the text around.</summary>
    private static bool IsSafe(Rune rune) => rune.Value switch
    {
        '<' or '>' or ':' or '"' or '/' or '\\' or '|' or '?' or '*' => false,
        (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x200E or 0x200F or 0x061C => false,
        _ => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator),
    };

    private static string Trimmed(string name) => name.TrimStart().TrimEnd(' ', '.', '\u00A0');

    private static string Cut(string text, int bytes)
    {
        var length = 0;
        var end = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            length += rune.Utf8SequenceLength;
            if (length > bytes) return Trimmed(text[..end]) is { Length: > 0 } cut ? cut : Otherwise;
            end += rune.Utf16SequenceLength;
        }

        return text;
    }

    /// <summary>Names of devices, whatever extension follows.</summary>
    [GeneratedRegex(@"^(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)[0-9¹²³])\s*(\.|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Device();
}
