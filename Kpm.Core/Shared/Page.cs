namespace Kpm.Core.Shared;

/// <summary>One page of a list.</summary>
/// <param name="Items">At most <c>Size</c> items; empty past the end.</param>
/// <param name="Total">How many there are on all pages.</param>
/// <param name="Number">Counted from 1.</param>
/// <param name="Size">The most items on a page, 1 to 100.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, int Total, int Number, int Size);

/// <summary>Which page, in which direction.</summary>
public sealed record PageRequest(int Number, int Size, bool Descending = false)
{
    public const int DefaultSize = 50;
    public const int MaximumSize = 100;

    public int Offset => (Number - 1) * Size;
}
