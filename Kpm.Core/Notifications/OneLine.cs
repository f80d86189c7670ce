using System.Globalization;
using System.Text;

namespace Kpm.Core.Notifications;

/// <summary>What people wrote, as it may stand in a mail or its subject: on one line, and read in the order in which it is written.</summary>
public static class OneLine
{
    public static string Of(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator) line.Append(' ');
            else if (!TurnsDirection(rune.Value)) line.Append(rune);
        }

        return line.ToString().Trim();
    }

    /// <summary>Marks, embeddings, overrides and isolates of the direction of text.</summary>
    private static bool TurnsDirection(int rune) => rune is 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
