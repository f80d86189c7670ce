using System.Buffers;
using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <summary>The sensitive part of an asset: it lies sealed, and only its owners open it.</summary>
/// <param name="Title">1 to 64 code points after trimming, no line break inside; kept as given.</param>
/// <param name="Description">At most 4,000 code points.</param>
/// <param name="Tags">At most 50 of at most 64 code points.</param>
/// <param name="People">At most 50 of at most 64 code points.</param>
/// <param name="Location">Where it happened, in the owner's words; at most 128 code points.</param>
/// <param name="CreatedDate">When it happened, in the owner's words; at most 128 code points.</param>
/// <param name="FileName">1 to 255 code points, no path separator, no control character.</param>
/// <param name="SuggestedDate">When the image says that it was taken, see <see cref="Picture"/>; null if it does not say, or is none.</param>
/// <param name="SuggestedLocation">Where it says that it was taken.</param>
public sealed record AssetContent(
    string Title,
    string Description,
    ImmutableArray<string> Tags,
    ImmutableArray<string> People,
    string? Location,
    string? CreatedDate,
    string FileName,
    string? SuggestedDate = null,
    string? SuggestedLocation = null)
{
    public const int MaximumTitleLength = 64;
    public const int MaximumDescriptionLength = 4_000;
    public const int MaximumWords = 50;
    public const int MaximumWordLength = 64;
    public const int MaximumNoteLength = 128;
    public const int MaximumFileNameLength = 255;

    private static readonly SearchValues<char> LineBreaks = SearchValues.Create('\n', '\r', '\v', '\f', '\u0085', '\u2028', '\u2029');

    internal static AssetContent Read(AssetDraft draft, FieldRules rules)
    {
        rules.Require(draft.Title is not null, "/title", new Required());
        var content = new AssetContent(
            draft.Title ?? "",
            rules.Text(draft.Description, MaximumDescriptionLength, "/description"),
            rules.Words(draft.Tags, MaximumWords, MaximumWordLength, "/tags"),
            rules.Words(draft.People, MaximumWords, MaximumWordLength, "/people"),
            rules.OptionalText(draft.Location, MaximumNoteLength, "/location"),
            rules.OptionalText(draft.CreatedDate, MaximumNoteLength, "/created_date"),
            rules.Text(draft.FileName, MaximumFileNameLength, "/file_name"));
        rules.Require(content.FileName.Length > 0 || draft.FileName is null, "/file_name", new EmptyFileName());
        rules.Require(!content.FileName.Any(c => c is '/' or '\\' || char.IsControl(c)), "/file_name", new FileNameWithPath());
        return content;
    }

    internal static bool IsTitle(string title)
    {
        var trimmed = title.Trim();
        return FieldRules.LengthOf(trimmed) is >= 1 and <= MaximumTitleLength && !trimmed.AsSpan().ContainsAny(LineBreaks);
    }

    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => nameof(AssetContent);
}
