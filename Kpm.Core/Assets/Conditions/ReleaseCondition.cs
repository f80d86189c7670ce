using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <summary>What is known when a release is to be executed.</summary>
/// <param name="Now">The time of the attempt.</param>
/// <param name="Place">The place that the receiver names; null for none.</param>
public sealed record ReleaseEvidence(Timestamp Now, string? Place = null)
{
    /// <summary>Never the place: it must not reach a log.</summary>
    public override string ToString() => $"ReleaseEvidence {{ Now = {Now} }}";
}

/// <summary>A predicate over evidence. The hierarchy is closed: these are all the conditions there are.</summary>
public abstract record ReleaseCondition
{
    private ReleaseCondition()
    {
    }

    /// <summary>Whether the evidence meets the condition.</summary>
    public abstract bool IsMet(ReleaseEvidence evidence);

    /// <summary>Always met; beside others it adds nothing.</summary>
    public sealed record Always : ReleaseCondition
    {
        public override bool IsMet(ReleaseEvidence evidence) => true;
    }

    /// <summary>Met when the instant lies in the past: at the instant itself it is not.</summary>
    public sealed record Time(Timestamp ReleaseTs) : ReleaseCondition
    {
        /// <summary>The first instant at which the condition is met.</summary>
        public Timestamp MetFrom => ReleaseTs + TimeSpan.FromMilliseconds(1);

        public override bool IsMet(ReleaseEvidence evidence) => ReleaseTs < evidence.Now;
    }

    /// <summary>Met when the named place is this text; upper and lower case and blanks (U+0020) do not count.</summary>
    public sealed record Geographical(string Location) : ReleaseCondition
    {
        public override bool IsMet(ReleaseEvidence evidence) => Normalized(evidence.Place ?? "") == Normalized(Location);

        /// <summary>Never the place: it must not reach a log.</summary>
        public override string ToString() => nameof(Geographical);

        private static string Normalized(string place) => place.ToLowerInvariant().Replace(" ", "", StringComparison.Ordinal);
    }
}
