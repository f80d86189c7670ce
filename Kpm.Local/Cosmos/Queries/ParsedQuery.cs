namespace Kpm.Local.Cosmos.Queries;

/// <summary>How a query shapes its rows.</summary>
internal enum Selection
{
    /// <summary><c>SELECT *</c>: the document.</summary>
    Document,

    /// <summary><c>SELECT VALUE expression</c>.</summary>
    Value,

    /// <summary><c>SELECT a, b AS c</c>: an object.</summary>
    Properties,
}

/// <summary>One selected expression; <c>Text</c> is its spelling in the query.</summary>
internal sealed record SelectItem(string Name, Expression Expression, string Text);

internal sealed record OrderItem(PropertyPath Path, string Text, bool Descending);

/// <summary>A query of the supported subset.</summary>
internal sealed record ParsedQuery(
    string Alias,
    Selection Selection,
    IReadOnlyList<SelectItem> Items,
    Expression? Where,
    string? WhereText,
    IReadOnlyList<OrderItem> OrderBy,
    int? Top,
    int? Offset,
    int? Limit)
{
    /// <summary>The query is <c>SELECT VALUE COUNT(…)</c>, as sent by a user or as rewritten by its plan.</summary>
    public bool IsCount => Items.Any(item => ContainsCount(item.Expression));

    /// <summary>How many rows the query may return in all, or null.</summary>
    public int? MaxRows => Top ?? Limit;

    private static bool ContainsCount(Expression expression) => expression switch
    {
        Count => true,
        ArrayConstruction array => array.Elements.Any(ContainsCount),
        ObjectConstruction properties => properties.Properties.Any(property => ContainsCount(property.Value)),
        _ => false,
    };
}
