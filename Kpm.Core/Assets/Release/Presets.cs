using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <summary>What makes each kind of release: its conditions, and what becomes of its assets unless the request says otherwise.</summary>
internal static class Presets
{
    private static readonly TimeSpan BottleFrom = TimeSpan.FromDays(30);
    private static readonly TimeSpan BottleUntil = TimeSpan.FromDays(360);

    public static BequestType Bequest(ReleaseType type) => type == ReleaseType.AssetFutureSelf ? BequestType.Self : BequestType.Gift;

    /// <summary>The conditions that a request for this kind of release means.</summary>
    public static ReleaseCondition Conditions(ReleaseType type, ReleaseDraft draft, ConditionReader reader, Timestamp at) => type switch
    {
        ReleaseType.AssetFutureSelf => reader.Date(draft.ScheduledDate, "/scheduled_date"),
        ReleaseType.AssetInABottle => Bottle(draft, reader, at),
        ReleaseType.HideAndSeek => reader.AtPlace(draft.Location, "/location"),
        ReleaseType.TimeCapsule => new ReleaseCondition.All([reader.AtPlace(draft.Location, "/location"), reader.Date(draft.ScheduledDate, "/scheduled_date")]),
        ReleaseType.Transfer => reader.Date(draft.ScheduledDate ?? at.UnixMilliseconds, "/scheduled_date"),
        ReleaseType.Custom => reader.Read(draft.Conditions, "/conditions"),
    };

    /// <summary>Whether conditions have the shape of this kind of release.</summary>
    public static bool Fits(ReleaseType type, ReleaseCondition conditions) => type switch
    {
        ReleaseType.AssetFutureSelf or ReleaseType.Transfer => IsDate(conditions),
        ReleaseType.AssetInABottle => conditions is ReleaseCondition.Window,
        ReleaseType.HideAndSeek => conditions is ReleaseCondition.AtPlace,
        ReleaseType.TimeCapsule => conditions is ReleaseCondition.All { Of: [var one, var other] } && ((one is ReleaseCondition.AtPlace && IsDate(other)) || (IsDate(one) && other is ReleaseCondition.AtPlace)),
        ReleaseType.Custom => true,
    };

    private static bool IsDate(ReleaseCondition condition) => condition is ReleaseCondition.Date or ReleaseCondition.LocalDate;

    private static ReleaseCondition Bottle(ReleaseDraft draft, ConditionReader reader, Timestamp at) =>
        draft is { MinDate: null, MaxDate: null }
            ? reader.Window((at + BottleFrom).UnixMilliseconds, (at + BottleUntil).UnixMilliseconds, "/min_date", "/max_date")
            : reader.Window(draft.MinDate, draft.MaxDate, "/min_date", "/max_date");
}
