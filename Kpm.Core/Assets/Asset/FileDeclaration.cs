using System.Text.RegularExpressions;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <summary>What the creator of an asset says about its file before it is uploaded.</summary>
/// <param name="Type">Media type (RFC 6838), at most 127 characters, without parameters.</param>
/// <param name="SizeBytes">As declared; the size that counts is measured while the file is stored.</param>
public sealed partial record FileDeclaration(string Type, long SizeBytes)
{
    public const int MaximumTypeLength = 127;

    /// <summary>Whether the text is a media type without parameters.</summary>
    public static bool IsMediaType(string text) => text.Length <= MaximumTypeLength && MediaType().IsMatch(text);

    internal static FileDeclaration Read(AssetDraft draft, UploadLimits limits, FieldRules rules)
    {
        var type = rules.Text(draft.FileType, MaximumTypeLength, "/file_type");
        rules.Require(draft.FileType is null || IsMediaType(type), "/file_type", new NotAMediaType());
        rules.Require(draft.FileSizeBytes is not null, "/file_size_bytes", new Required());
        var size = draft.FileSizeBytes ?? 0;
        rules.Require(size >= 0 && size <= limits.MaximumBytes, "/file_size_bytes", new WrongFileSize(limits.MaximumBytes));
        return new FileDeclaration(type, size);
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]*/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]*\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex MediaType();
}

/// <summary>The most bytes that a file may have; the setting <c>MAX_UPLOAD_BYTES</c>.</summary>
public sealed record UploadLimits(long MaximumBytes);
