using System.Collections.Immutable;

namespace Kpm.Functions.Adapters.Cosmos.Assets;

/// <summary>The filters that lists of assets share, as SQL over <c>c</c>.</summary>
internal static class AssetFilter
{
    /// <param name="condition">What holds for every row; constant text.</param>
    /// <param name="bookmarked">Only with, or without, the mark; null for all.</param>
    /// <param name="fileTypes">Only these media types; empty for all.</param>
    public static (string Condition, IReadOnlyList<(string Name, object Value)> Parameters) Of(string condition, bool? bookmarked, ImmutableArray<string> fileTypes)
    {
        var parameters = new List<(string, object)>();
        if (bookmarked is { } mark)
        {
            condition += " AND c.bookmarked = @bookmarked";
            parameters.Add(("@bookmarked", mark));
        }

        if (!fileTypes.IsDefaultOrEmpty)
        {
            condition += " AND ARRAY_CONTAINS(@fileTypes, c.fileType)";
            parameters.Add(("@fileTypes", fileTypes.ToArray()));
        }

        return (condition, parameters);
    }
}
