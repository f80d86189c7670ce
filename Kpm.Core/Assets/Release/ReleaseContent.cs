namespace Kpm.Core.Assets;

/// <summary>The sensitive part of a release: it lies sealed under the key of its owner.</summary>
/// <param name="Name">1 to 64 code points after trimming; kept as given.</param>
/// <param name="Description">At most 4,000 code points.</param>
/// <param name="Place">Where it can be claimed. Receivers never see it.</param>
public sealed record ReleaseContent(string Name, string? Description, string? Place)
{
    public const int MaximumNameLength = 64;
    public const int MaximumDescriptionLength = 4_000;

    /// <summary>What receivers may see.</summary>
    public ReleaseContent WithoutPlace() => this with { Place = null };

    internal static ReleaseContent Read(string? name, string? description, FieldRules rules)
    {
        rules.Require(FieldRules.LengthOf((name ?? "").Trim()) is >= 1 and <= MaximumNameLength, "/name", $"1 to {MaximumNameLength} characters.");
        return new ReleaseContent(name ?? "", rules.OptionalText(description, MaximumDescriptionLength, "/description"), Place: null);
    }

    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => nameof(ReleaseContent);
}
