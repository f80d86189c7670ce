using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <summary>An asset as a request describes it, unchecked. Null where the request says nothing.</summary>
public sealed record AssetDraft
{
    public string? Title { get; init; }

    public string? Description { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public IReadOnlyList<string>? People { get; init; }

    public string? Location { get; init; }

    public string? CreatedDate { get; init; }

    public string? FileName { get; init; }

    public string? FileType { get; init; }

    public long? FileSizeBytes { get; init; }

    /// <summary>Null or empty for the caller alone.</summary>
    public IReadOnlyList<UserId>? Owners { get; init; }

    public bool ExtraPrivate { get; init; }

    public bool Bookmarked { get; init; }

    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => nameof(AssetDraft);
}

/// <summary>The checked facts of a new asset.</summary>
public sealed record NewAsset
{
    public const int MaximumOwners = 20;

    private NewAsset(AssetContent content, FileDeclaration file, ImmutableArray<UserId> owners, bool extraPrivate, bool bookmarked)
    {
        Content = content;
        File = file;
        Owners = owners;
        ExtraPrivate = extraPrivate;
        Bookmarked = bookmarked;
    }

    public AssetContent Content { get; }

    public FileDeclaration File { get; }

    /// <summary>Without duplicates, in the order given.</summary>
    public ImmutableArray<UserId> Owners { get; }

    public bool ExtraPrivate { get; }

    public bool Bookmarked { get; }

    /// <summary>Checks a request. Errors: <see cref="ValidationFailed"/> with every wrong field; when only the title is wrong, <see cref="InvalidTitle"/>.</summary>
    public static Result<NewAsset> Check(AssetDraft draft, UserId creator, UploadLimits limits)
    {
        var rules = new FieldRules();
        var content = AssetContent.Read(draft, rules);
        var file = FileDeclaration.Read(draft, limits, rules);
        var owners = rules.Ids(draft.Owners is { Count: > 0 } named ? named : [creator], MaximumOwners, "/owners_id");
        if (rules.Failure is { } failure) return failure;
        if (!AssetContent.IsTitle(content.Title)) return new InvalidTitle();
        return new NewAsset(content, file, owners, draft.ExtraPrivate, draft.Bookmarked);
    }

    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => nameof(NewAsset);
}
