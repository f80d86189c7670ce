using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <summary>The checked terms of a release.</summary>
public sealed record ReleasePlan
{
    public const int MaximumAssets = 500;
    public const int MaximumReceivers = 20;

    private ReleasePlan()
    {
    }

    public required ReleaseType Type { get; init; }

    public required ReleaseContent Content { get; init; }

    /// <summary>An ordered set, never empty.</summary>
    public required ImmutableArray<AssetId> Assets { get; init; }

    /// <summary>An ordered set, never empty.</summary>
    public required ImmutableArray<UserId> Receivers { get; init; }

    public required ReleaseCondition Conditions { get; init; }

    public required BequestType Bequest { get; init; }

    public required DeliveryMode Delivery { get; init; }

    /// <summary>Whether the assets are hidden from when it is scheduled.</summary>
    public required bool Hides { get; init; }

    /// <summary>Checks a request for a kind of release. Error: <see cref="ValidationFailed"/> with every wrong field.</summary>
    /// <param name="type">The kind.</param>
    /// <param name="draft">The request.</param>
    /// <param name="owner">Whose release it will be.</param>
    /// <param name="at">Now.</param>
    public static Result<ReleasePlan> Check(ReleaseType type, ReleaseDraft draft, UserId owner, Timestamp at)
    {
        var rules = new FieldRules();
        var reader = new ConditionReader(rules);
        var plan = new ReleasePlan
        {
            Type = type,
            Content = ReleaseContent.Read(draft.Name, draft.Description, rules),
            Assets = rules.Ids(draft.Assets, MaximumAssets, "/assets"),
            Receivers = type == ReleaseType.AssetFutureSelf ? [owner] : rules.Ids(draft.Receivers, MaximumReceivers, "/receivers"),
            Conditions = Presets.Conditions(type, draft, reader, at),
            Bequest = BequestWords.Read(draft.BequestType, Presets.Bequest(type), rules),
            Delivery = DeliveryWords.Read(draft.Delivery, DeliveryMode.Claim, rules),
            Hides = type != ReleaseType.Custom || draft.Hide == true,
        };
        return plan.Placed(reader).Checked(owner, rules);
    }

    /// <summary>The terms of a release as it stands.</summary>
    public static ReleasePlan Of(ReleaseState state, ReleaseContent content) => new()
    {
        Type = state.ReleaseType,
        Content = content,
        Assets = state.Assets,
        Receivers = state.Receivers,
        Conditions = state.Conditions,
        Bequest = state.Bequest,
        Delivery = state.Delivery,
        Hides = state.Hides,
    };

    /// <summary>The terms with what a request changes; null is unchanged, and whether it hides cannot change. Errors as of <see cref="Check"/>.</summary>
    public Result<ReleasePlan> Revise(ReleaseDraft changes, UserId owner)
    {
        var rules = new FieldRules();
        var reader = new ConditionReader(rules);
        var revised = this with
        {
            Content = Content with
            {
                Name = changes.Name is null ? Content.Name : ReleaseContent.Read(changes.Name, null, rules).Name,
                Description = rules.OptionalText(changes.Description, ReleaseContent.MaximumDescriptionLength, "/description") switch
                {
                    null => Content.Description,
                    "" => null,
                    var text => text,
                },
            },
            Assets = changes.Assets is null ? Assets : rules.Ids(changes.Assets, MaximumAssets, "/assets"),
            Receivers = changes.Receivers is null ? Receivers : rules.Ids(changes.Receivers, MaximumReceivers, "/receivers"),
            Bequest = BequestWords.Read(changes.BequestType, Bequest, rules),
            Delivery = DeliveryWords.Read(changes.Delivery, Delivery, rules),
        };
        rules.Require(Type != ReleaseType.AssetFutureSelf || revised.Receivers.SequenceEqual(Receivers), "/receivers", "The receiver is the owner.");
        if (changes.Conditions is not null)
        {
            revised = (revised with { Conditions = reader.Read(changes.Conditions, "/conditions") }).Placed(reader);
            rules.Require(Presets.Fits(Type, revised.Conditions), "/conditions", "These are not the conditions of this kind of release.");
        }

        return revised.Checked(owner, rules);
    }

    /// <summary>The names of the fields, as on the wire, in which other terms differ.</summary>
    public IReadOnlyList<string> ChangedFields(ReleasePlan other)
    {
        (string Name, bool IsNew)[] fields =
        [
            ("name", Content.Name != other.Content.Name),
            ("description", Content.Description != other.Content.Description),
            ("assets", !Assets.SequenceEqual(other.Assets)),
            ("receivers", !Receivers.SequenceEqual(other.Receivers)),
            ("bequest_type", Bequest != other.Bequest),
            ("delivery", Delivery != other.Delivery),
            ("conditions", Conditions != other.Conditions || !Content.Places.SequenceEqual(other.Content.Places)),
        ];
        return [.. fields.Where(field => field.IsNew).Select(field => field.Name)];
    }

    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => nameof(ReleasePlan);

    private ReleasePlan Placed(ConditionReader reader) => this with { Content = Content with { Places = [.. reader.Places.Select(place => place.Text)] } };

    private Result<ReleasePlan> Checked(UserId owner, FieldRules rules)
    {
        rules.Require(Bequest != BequestType.Self || Receivers.All(receiver => receiver == owner), "/bequest_type", "Only what is for oneself stays as it is.");
        rules.Require(Delivery != DeliveryMode.Automatic || new ReleaseConditions(Conditions, []).NeedsNoPlace, "/delivery", "Somebody must claim what waits at a place.");
        return rules.Failure is { } failure ? failure : this;
    }
}
