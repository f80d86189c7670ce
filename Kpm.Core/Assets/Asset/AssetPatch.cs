using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <summary>What an owner changes of an asset. Null where nothing changes; an empty text or list clears.</summary>
public sealed record AssetPatch
{
    public string? Title { get; init; }

    public string? Description { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public IReadOnlyList<string>? People { get; init; }

    public string? Location { get; init; }

    public string? CreatedDate { get; init; }

    public bool? ExtraPrivate { get; init; }

    public bool? Bookmarked { get; init; }

    /// <summary>Checks a request. Errors: <see cref="ValidationFailed"/> with every wrong field; when only the title is wrong, <see cref="InvalidTitle"/>.</summary>
    public Result Check()
    {
        var rules = new FieldRules();
        rules.OptionalText(Description, AssetContent.MaximumDescriptionLength, "/description");
        rules.Words(Tags, AssetContent.MaximumWords, AssetContent.MaximumWordLength, "/tags");
        rules.Words(People, AssetContent.MaximumWords, AssetContent.MaximumWordLength, "/people");
        rules.OptionalText(Location, AssetContent.MaximumNoteLength, "/location");
        rules.OptionalText(CreatedDate, AssetContent.MaximumNoteLength, "/created_date");
        if (rules.Failure is { } failure) return failure;
        return Title is null || AssetContent.IsTitle(Title) ? Result.Success : new InvalidTitle();
    }

    /// <summary>The content with the changes.</summary>
    public AssetContent Apply(AssetContent content) => content with
    {
        Title = Title ?? content.Title,
        Description = Description ?? content.Description,
        Tags = Words(Tags) ?? content.Tags,
        People = Words(People) ?? content.People,
        Location = Location is null ? content.Location : Cleared(Location),
        CreatedDate = CreatedDate is null ? content.CreatedDate : Cleared(CreatedDate),
    };

    /// <summary>The names of the fields, as on the wire, that are not what they were.</summary>
    public IReadOnlyList<string> ChangedFields(AssetState state, AssetContent before, AssetContent after)
    {
        (string Name, bool IsNew)[] fields =
        [
            ("title", before.Title != after.Title),
            ("description", before.Description != after.Description),
            ("tags", !before.Tags.SequenceEqual(after.Tags)),
            ("people", !before.People.SequenceEqual(after.People)),
            ("location", before.Location != after.Location),
            ("created_date", before.CreatedDate != after.CreatedDate),
            ("extra_private", (ExtraPrivate ?? state.ExtraPrivate) != state.ExtraPrivate),
            ("bookmarked", (Bookmarked ?? state.Bookmarked) != state.Bookmarked),
        ];
        return [.. fields.Where(field => field.IsNew).Select(field => field.Name)];
    }

    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => nameof(AssetPatch);

    private static ImmutableArray<string>? Words(IReadOnlyList<string>? words) => words is null ? null : [.. words.Distinct(StringComparer.Ordinal)];

    private static string? Cleared(string text) => text.Length == 0 ? null : text;
}
