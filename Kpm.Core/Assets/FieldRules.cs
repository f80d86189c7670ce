using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <summary>Checks the fields of one request and collects what is wrong with them. Lengths are counted in Unicode code points.</summary>
internal sealed class FieldRules
{
    private readonly List<FieldError> _errors = [];

    /// <summary>The failure that names every wrong field, or null when all are right.</summary>
    public ValidationFailed? Failure => _errors.Count == 0 ? null : new ValidationFailed(_errors);

    public static int LengthOf(string text) => text.EnumerateRunes().Count();

    public void Require(bool isRight, string pointer, Fault fault)
    {
        if (!isRight) _errors.Add(new FieldError(pointer, fault));
    }

    /// <summary>A text that must be there, of at most this length.</summary>
    public string Text(string? text, int maximumLength, string pointer)
    {
        Require(text is not null, pointer, new Required());
        return OptionalText(text, maximumLength, pointer) ?? "";
    }

    public string? OptionalText(string? text, int maximumLength, string pointer)
    {
        Require(text is null || LengthOf(text) <= maximumLength, pointer, new TooLong(maximumLength));
        return text;
    }

    /// <summary>Several words without duplicates, in the order given.</summary>
    public ImmutableArray<string> Words(IReadOnlyList<string>? words, int maximumCount, int maximumLength, string pointer)
    {
        var distinct = (words ?? []).Distinct(StringComparer.Ordinal).ToImmutableArray();
        Require(distinct.Length <= maximumCount, pointer, new TooMany(maximumCount));
        Require(distinct.All(word => word is not null && LengthOf(word) <= maximumLength), pointer, new WordTooLong(maximumLength));
        return distinct;
    }

    /// <summary>A set of ids: duplicates collapse, the order given stays.</summary>
    public ImmutableArray<TId> Ids<TId>(IReadOnlyList<TId>? ids, int maximumCount, string pointer) where TId : struct, IEntityId<TId>
    {
        var distinct = (ids ?? []).Distinct().ToImmutableArray();
        Require(distinct.Length > 0, pointer, new NoneNamed());
        Require(distinct.Length <= maximumCount, pointer, new TooMany(maximumCount));
        return distinct;
    }
}
