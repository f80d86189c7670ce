using System.ComponentModel.DataAnnotations;

namespace Kpm.Functions.Http.Cors;

/// <summary>Which pages of other origins may use the API from a browser.</summary>
internal sealed class CorsSettings : IValidatableObject
{
    /// <summary>Origins, such as <c>https://www.keepem.app</c>, separated by commas; empty for none. There is no word for all.</summary>
    public string Origins { get; init; } = "";

    public IReadOnlyList<string> All => Origins.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        from origin in All
        where !Uri.TryCreate(origin, UriKind.Absolute, out var uri) || uri.GetLeftPart(UriPartial.Authority) != origin
        select new ValidationResult($"'{origin}' is no origin: a scheme, a host and no path.", [nameof(Origins)]);
}
