using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <summary>A transfer as a request describes it, unchecked. Null where the request says nothing.</summary>
public sealed record TransferDraft
{
    public string? Name { get; init; }

    public string? Description { get; init; }

    public IReadOnlyList<AssetId>? Assets { get; init; }

    public IReadOnlyList<UserId>? Receivers { get; init; }

    /// <summary>Milliseconds since 1970; null for now. A date in the past means that it can be claimed at once.</summary>
    public long? ScheduledDate { get; init; }

    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => nameof(TransferDraft);
}

/// <summary>The checked terms of a transfer.</summary>
public sealed record TransferTerms
{
    public const int MaximumAssets = 500;
    public const int MaximumReceivers = 20;

    /// <summary>The end of the year 9999, in milliseconds since 1970.</summary>
    public const long LatestDate = 253_402_300_799_999;

    private TransferTerms(ReleaseContent content, ImmutableArray<AssetId> assets, ImmutableArray<UserId> receivers, Timestamp releaseTs)
    {
        Content = content;
        Assets = assets;
        Receivers = receivers;
        ReleaseTs = releaseTs;
    }

    public ReleaseContent Content { get; }

    public ImmutableArray<AssetId> Assets { get; }

    public ImmutableArray<UserId> Receivers { get; }

    public Timestamp ReleaseTs { get; }

    /// <summary>Checks a request. Error: <see cref="ValidationFailed"/> with every wrong field.</summary>
    public static Result<TransferTerms> Check(TransferDraft draft, Timestamp at)
    {
        var rules = new FieldRules();
        var date = draft.ScheduledDate ?? at.UnixMilliseconds;
        rules.Require(date is >= 1 and <= LatestDate, "/scheduled_date", $"1 to {LatestDate}, milliseconds since 1970.");
        var terms = new TransferTerms(
            ReleaseContent.Read(draft.Name, draft.Description, rules),
            rules.Ids(draft.Assets, MaximumAssets, "/assets"),
            rules.Ids(draft.Receivers, MaximumReceivers, "/receivers"),
            new Timestamp(date));
        return rules.Failure is { } failure ? failure : terms;
    }

    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => nameof(TransferTerms);
}
