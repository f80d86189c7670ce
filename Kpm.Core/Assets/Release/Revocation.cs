using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <summary>The owner of an executed release wants back what was not downloaded.</summary>
/// <param name="At">Since when.</param>
/// <param name="Settled">What became of each asset, as it is found out.</param>
public sealed record Revocation(Timestamp At, ImmutableArray<RevokedAsset> Settled);

/// <summary>What became of one asset of a revoked release.</summary>
/// <param name="Asset">The asset; where copies were left, the one that they were made of.</param>
/// <param name="Result">Where it is. Of copies: why some were not taken back, if any were not.</param>
public sealed record RevokedAsset(AssetId Asset, RevocationResult Result)
{
    /// <summary>Who had it, and has it no more.</summary>
    public ImmutableArray<UserId> TakenFrom { get; init; } = [];

    /// <summary>Who had downloaded it, and when first.</summary>
    public ImmutableArray<AssetDownload> Downloads { get; init; } = [];

    /// <summary>Whether nobody has it by the release.</summary>
    public bool IsBack => Result is RevocationResult.TakenBack or RevocationResult.NotDelivered;

    /// <summary>Whether somebody owned it by the release, as far as is known.</summary>
    public bool WasDelivered => Result is not (RevocationResult.NotDelivered or RevocationResult.Gone);
}

/// <summary>What a revocation comes to.</summary>
public enum RevocationResult
{
    /// <summary>It was delivered, and belongs to those who owned it before, or the copies were shredded.</summary>
    TakenBack,

    /// <summary>It had not been delivered, and will not be.</summary>
    NotDelivered,

    /// <summary>Somebody has downloaded it, so it stays where it is.</summary>
    Downloaded,

    /// <summary>It was handed on by another release.</summary>
    PassedOn,

    /// <summary>Another release holds it, which may be a plan of whoever received it.</summary>
    Planned,

    /// <summary>It was shredded, or nobody is left who can open it for its giver.</summary>
    Gone,

    /// <summary>It was delivered before downloads were noted.</summary>
    Unknown,
}

/// <summary>The words of the results.</summary>
public static class RevocationWords
{
    public static string Of(RevocationResult result) => result switch
    {
        RevocationResult.TakenBack => "taken_back",
        RevocationResult.NotDelivered => "not_delivered",
        RevocationResult.Downloaded => "downloaded",
        RevocationResult.PassedOn => "passed_on",
        RevocationResult.Planned => "planned",
        RevocationResult.Gone => "gone",
        RevocationResult.Unknown => "unknown",
    };
}
