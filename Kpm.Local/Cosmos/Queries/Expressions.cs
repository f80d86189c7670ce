using System.Text.Json;

namespace Kpm.Local.Cosmos.Queries;

/// <summary>A scalar expression. https://learn.microsoft.com/azure/cosmos-db/nosql/query/scalar-expressions</summary>
internal abstract record Expression;

/// <summary>A constant of the query text or the value of a parameter.</summary>
internal sealed record Constant(JsonElement Value) : Expression;

/// <summary>A property of the document, or the document itself when there are no steps. A step is a property name or an array index.</summary>
internal sealed record PropertyPath(IReadOnlyList<PathStep> Steps) : Expression
{
    /// <summary>The path as an indexing policy spells it, or null when it goes through an array.</summary>
    public string? PolicyPath => Steps.Count > 0 && Steps.All(step => step.Name is not null) ? string.Concat(Steps.Select(step => $"/{step.Name}")) : null;
}

internal readonly record struct PathStep(string? Name, int Index);

internal sealed record Not(Expression Operand) : Expression;

internal sealed record And(Expression Left, Expression Right) : Expression;

internal sealed record Or(Expression Left, Expression Right) : Expression;

/// <summary>One of <c>= != &lt; &lt;= &gt; &gt;=</c>.</summary>
internal sealed record Comparison(string Operator, Expression Left, Expression Right) : Expression;

internal sealed record Like(Expression Value, Expression Pattern, string? Escape) : Expression;

internal sealed record Coalesce(Expression Left, Expression Right) : Expression;

/// <summary>A call of a built-in function; the name is upper case.</summary>
internal sealed record Call(string Function, IReadOnlyList<Expression> Arguments) : Expression;

/// <summary><c>COUNT(…)</c>: how many rows have a defined value.</summary>
internal sealed record Count(Expression Counted) : Expression;

internal sealed record ArrayConstruction(IReadOnlyList<Expression> Elements) : Expression;

internal sealed record ObjectConstruction(IReadOnlyList<(string Name, Expression Value)> Properties) : Expression;
