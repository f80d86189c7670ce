using Kpm.Core.Assets;
using Kpm.Core.Shared;
using Kpm.Functions.Http;

namespace Kpm.Functions.Assets;

/// <summary>The body of every request that schedules or changes a release; each takes the fields that it knows.</summary>
internal sealed record ReleaseBody
{
    public string? Id { get; init; }

    public string? Name { get; init; }

    public string? Description { get; init; }

    public IReadOnlyList<string>? Assets { get; init; }

    public IReadOnlyList<ReceiverBody>? Receivers { get; init; }

    public int? InvitedWaitDays { get; init; }

    public string? BequestType { get; init; }

    public string? Delivery { get; init; }

    public bool? Hide { get; init; }

    public bool? TellReceivers { get; init; }

    public TurnDraft? InTurn { get; init; }

    public IReadOnlyList<string>? Keepers { get; init; }

    public ConditionDraft? Conditions { get; init; }

    public long? ScheduledDate { get; init; }

    public long? MinDate { get; init; }

    public long? MaxDate { get; init; }

    public string? Location { get; init; }

    /// <summary>The draft of a release. Error: <see cref="ValidationFailed"/> when an id is none.</summary>
    public Result<ReleaseDraft> ToDraft()
    {
        var assets = References.Parse<AssetId>(Assets, "/assets");
        if (assets.IsFailure) return assets.Error;
        var receivers = ReceiverBody.Sort(Receivers);
        if (receivers.IsFailure) return receivers.Error;
        var keepers = References.Parse<UserId>(Keepers, "/keepers");
        if (keepers.IsFailure) return keepers.Error;
        return new ReleaseDraft
        {
            Name = Name,
            Description = Description,
            Assets = Assets is null ? null : assets.Value,
            Receivers = Receivers is null ? null : receivers.Value.Ids,
            Invited = Receivers is null ? null : receivers.Value.Invited,
            InvitedWaitDays = InvitedWaitDays,
            BequestType = BequestType,
            Delivery = Delivery,
            Hide = Hide,
            TellReceivers = TellReceivers,
            InTurn = InTurn,
            Keepers = Keepers is null ? null : keepers.Value,
            Conditions = Conditions,
            ScheduledDate = ScheduledDate,
            MinDate = MinDate,
            MaxDate = MaxDate,
            Location = Location,
        };
    }

    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => nameof(ReleaseBody);
}
