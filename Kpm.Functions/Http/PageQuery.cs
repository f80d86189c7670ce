using System.Globalization;
using Kpm.Core.Shared;
using Microsoft.AspNetCore.Http;

namespace Kpm.Functions.Http;

/// <summary>Reads the list parameters of a query string and gathers what is wrong with them.</summary>
internal sealed class PageQuery(HttpRequest request)
{
    private readonly List<FieldError> _errors = [];

    /// <summary>The words for true and false.</summary>
    public static IReadOnlyDictionary<string, bool?> Truths { get; } = new Dictionary<string, bool?>(StringComparer.OrdinalIgnoreCase)
    {
        ["1"] = true,
        ["true"] = true,
        ["on"] = true,
        ["yes"] = true,
        ["t"] = true,
        ["y"] = true,
        ["0"] = false,
        ["false"] = false,
        ["off"] = false,
        ["no"] = false,
        ["f"] = false,
        ["n"] = false,
    };

    public IReadOnlyList<FieldError> Errors => _errors;

    public void Refuse(string pointer, Fault fault) => _errors.Add(new FieldError(pointer, fault));

    public PageRequest Page() => new(
        Number("page", 1, int.MaxValue, 1),
        Number("size", 1, PageRequest.MaximumSize, PageRequest.DefaultSize),
        OneOf("order", new Dictionary<string, bool>(StringComparer.Ordinal) { ["asc"] = false, ["desc"] = true }, false));

    /// <summary>A parameter that has one of a few words; anything else is an error.</summary>
    public T OneOf<T>(string name, IReadOnlyDictionary<string, T> words, T otherwise)
    {
        if (!request.Query.TryGetValue(name, out var text)) return otherwise;
        if (words.TryGetValue(text.ToString(), out var value)) return value;
        _errors.Add(new FieldError($"/{name}", new UnknownWord(string.Join(", ", words.Keys))));
        return otherwise;
    }

    private int Number(string name, int least, int most, int otherwise)
    {
        if (!request.Query.TryGetValue(name, out var text)) return otherwise;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        _errors.Add(new FieldError($"/{name}", new OutOfRange(least, most)));
        return otherwise;
    }
}

/// <summary>Which part of a list a page is.</summary>
internal interface IPageResponse
{
    /// <summary>How many items the list has.</summary>
    int Total { get; }

    /// <summary>From 1.</summary>
    int Page { get; }

    /// <summary>How many items a page has at most.</summary>
    int Size { get; }
}

/// <summary>A page on the wire.</summary>
internal sealed record PageResponse<T>(IReadOnlyList<T> Items, int Total, int Page, int Size) : IPageResponse
{
    public static PageResponse<T> Of<TRow>(Page<TRow> page, Func<TRow, T> map) => new([.. page.Items.Select(map)], page.Total, page.Number, page.Size);
}
