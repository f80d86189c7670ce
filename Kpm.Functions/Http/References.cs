using System.Globalization;
using Kpm.Core.Shared;

namespace Kpm.Functions.Http;

/// <summary>Reads lists of ids, bare or as references such as <c>/users/{id}</c>.</summary>
internal static class References
{
    /// <summary>The ids; none for null. What is not an id is a field error at its place.</summary>
    public static Result<IReadOnlyList<TId>> Parse<TId>(IReadOnlyList<string>? texts, string pointer) where TId : struct, IEntityId<TId>
    {
        var ids = new List<TId>();
        var errors = new List<FieldError>();
        for (var i = 0; i < (texts?.Count ?? 0); i++)
        {
            if (EntityId.TryParse<TId>(texts![i], out var id)) ids.Add(id);
            else errors.Add(new FieldError(string.Create(CultureInfo.InvariantCulture, $"{pointer}/{i}"), new NotAnId()));
        }

        return errors.Count > 0 ? new ValidationFailed(errors) : ids;
    }
}
