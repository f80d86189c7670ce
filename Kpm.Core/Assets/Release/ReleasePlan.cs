using System.Collections.Immutable;
using System.Globalization;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <summary>The checked terms of a release.</summary>
public sealed record ReleasePlan
{
    public const int MaximumAssets = 500;
    public const int MaximumReceivers = 20;
    public const int MaximumKeepers = 10;
    public const int MaximumInvitedWaitDays = 365;

    private ReleasePlan()
    {
    }

    public required ReleaseType Type { get; init; }

    public required ReleaseContent Content { get; init; }

    /// <summary>An ordered set, never empty.</summary>
    public required ImmutableArray<AssetId> Assets { get; init; }

    /// <summary>An ordered set; empty only while somebody is invited.</summary>
    public required ImmutableArray<UserId> Receivers { get; init; }

    /// <summary>The invitations that are not taken up yet.</summary>
    public ImmutableArray<InvitationId> Invited => [.. Content.Invited.Where(invitee => invitee.AcceptedBy is null).Select(invitee => invitee.Invitation)];

    /// <summary>For how many days it waits for them, once they know that nothing else is missing; null for ever.</summary>
    public int? InvitedWaitDays { get; init; }

    public required ReleaseCondition Conditions { get; init; }

    public required BequestType Bequest { get; init; }

    public required DeliveryMode Delivery { get; init; }

    /// <summary>Whether the assets are hidden from when it is scheduled.</summary>
    public required bool Hides { get; init; }

    /// <summary>Whether receivers are told that something waits for them, before it does.</summary>
    public required bool TellsReceivers { get; init; }

    /// <summary>The keeps who watch over an inactivity; an ordered set.</summary>
    public ImmutableArray<UserId> Keepers { get; init; } = [];

    /// <summary>How receivers take turns; null when all can claim.</summary>
    public TurnTerms? InTurn { get; init; }

    /// <summary>Checks a request for a kind of release. Error: <see cref="ValidationFailed"/> with every wrong field.</summary>
    /// <param name="type">The kind.</param>
    /// <param name="draft">The request.</param>
    /// <param name="owner">Whose release it will be.</param>
    /// <param name="at">Now.</param>
    public static Result<ReleasePlan> Check(ReleaseType type, ReleaseDraft draft, UserId owner, Timestamp at)
    {
        var rules = new FieldRules();
        var reader = new ConditionReader(rules);
        var people = type == ReleaseType.AssetFutureSelf ? new ReleasePeople([owner], []) : ReleasePeople.Read(draft, [], rules);
        var plan = new ReleasePlan
        {
            Type = type,
            Content = ReleaseContent.Read(draft.Name, draft.Description, rules) with { Invited = people.Invited },
            Assets = rules.Ids(draft.Assets, MaximumAssets, "/assets"),
            Receivers = people.Receivers,
            Conditions = Presets.Conditions(type, draft, reader, at),
            Bequest = BequestWords.Read(draft.BequestType, Presets.Bequest(type), rules),
            Delivery = DeliveryWords.Read(draft.Delivery, DeliveryMode.Claim, rules),
            Hides = type != ReleaseType.Custom || draft.Hide == true,
            TellsReceivers = draft.TellReceivers == true,
            Keepers = KeepersOf(draft, rules),
            InTurn = TurnsOf(draft, 1, rules),
            InvitedWaitDays = InvitedWaitOf(draft, 1, rules),
        };
        plan.RequireTurns(rules);
        plan.RequireInvited(rules);
        return plan.Placed(reader).Checked(owner, rules);
    }

    /// <summary>The terms of a release as it stands.</summary>
    public static ReleasePlan Of(ReleaseState state, ReleaseContent content) => new()
    {
        Type = state.ReleaseType,
        Content = content.ForOwner(state),
        Assets = state.Assets,
        Receivers = state.Receivers,
        Conditions = state.Conditions,
        Bequest = state.Bequest,
        Delivery = state.Delivery,
        Hides = state.Hides,
        TellsReceivers = state.TellsReceivers,
        Keepers = state.Keepers,
        InTurn = state.InTurn,
        InvitedWaitDays = state.InvitedWaitDays,
    };

    /// <summary>The terms with what a request changes; null is unchanged, and whether it hides cannot change. Errors as of <see cref="Check"/>.</summary>
    public Result<ReleasePlan> Revise(ReleaseDraft changes, UserId owner)
    {
        var rules = new FieldRules();
        var reader = new ConditionReader(rules);
        var people = changes is { Receivers: null, Invited: null } ? new ReleasePeople(Receivers, Content.Invited) : ReleasePeople.Read(changes, Content.Invited, rules);
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
                Invited = people.Invited,
            },
            Assets = changes.Assets is null ? Assets : rules.Ids(changes.Assets, MaximumAssets, "/assets"),
            Receivers = people.Receivers,
            Bequest = BequestWords.Read(changes.BequestType, Bequest, rules),
            Delivery = DeliveryWords.Read(changes.Delivery, Delivery, rules),
            TellsReceivers = changes.TellReceivers ?? TellsReceivers,
            Keepers = changes.Keepers is null ? Keepers : KeepersOf(changes, rules),
            InTurn = changes.InTurn is null ? InTurn : TurnsOf(changes, 0, rules),
            InvitedWaitDays = changes.InvitedWaitDays is null ? InvitedWaitDays : InvitedWaitOf(changes, 0, rules),
        };
        if (changes.InvitedWaitDays is not null) revised.RequireInvited(rules);
        else if (revised.Invited.IsEmpty && changes is not { Receivers: null, Invited: null }) revised = revised with { InvitedWaitDays = null };
        if (changes is not { Receivers: null, Invited: null, InTurn: null }) revised.RequireTurns(rules);
        rules.Require(Type != ReleaseType.AssetFutureSelf || (revised.Receivers.SequenceEqual(Receivers) && revised.Content.Invited.IsEmpty), "/receivers", new ReceiverIsOwner());
        if (changes.Conditions is not null)
        {
            revised = (revised with { Conditions = reader.Read(changes.Conditions, "/conditions") }).Placed(reader);
            rules.Require(Presets.Fits(Type, revised.Conditions), "/conditions", new ConditionsOfAnotherKind());
        }

        return revised.Checked(owner, rules);
    }

    /// <summary>The terms with an invitation for everybody who is named by an address for the first time.</summary>
    /// <param name="release">Whose terms they are.</param>
    /// <param name="version">The version that the release will have: it tells these invitations from earlier and later ones.</param>
    public ReleasePlan Inviting(ReleaseId release, long version) => this with
    {
        Content = Content with
        {
            Invited = [.. Content.Invited.Select((invitee, position) => invitee.Invitation == default
                ? invitee with { Invitation = DerivedId.From<InvitationId>(string.Create(CultureInfo.InvariantCulture, $"{release}.{version}.{position}"), "invitation") }
                : invitee)],
        },
    };

    /// <summary>The names of the fields, as on the wire, in which other terms differ.</summary>
    public IReadOnlyList<string> ChangedFields(ReleasePlan other)
    {
        (string Name, bool IsNew)[] fields =
        [
            ("name", Content.Name != other.Content.Name),
            ("description", Content.Description != other.Content.Description),
            ("assets", !Assets.SequenceEqual(other.Assets)),
            ("receivers", !Receivers.SequenceEqual(other.Receivers) || !Content.Invited.SequenceEqual(other.Content.Invited)),
            ("bequest_type", Bequest != other.Bequest),
            ("delivery", Delivery != other.Delivery),
            ("tell_receivers", TellsReceivers != other.TellsReceivers),
            ("in_turn", InTurn != other.InTurn),
            ("invited_wait_days", InvitedWaitDays != other.InvitedWaitDays),
            ("keepers", !Keepers.SequenceEqual(other.Keepers)),
            ("conditions", Conditions != other.Conditions || !Content.Places.SequenceEqual(other.Content.Places)),
        ];
        return [.. fields.Where(field => field.IsNew).Select(field => field.Name)];
    }

    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => nameof(ReleasePlan);

    private static ImmutableArray<UserId> KeepersOf(ReleaseDraft draft, FieldRules rules) =>
        draft.Keepers is { Count: > 0 } named ? rules.Ids(named, MaximumKeepers, "/keepers") : [];

    /// <param name="changes">The request.</param>
    /// <param name="least">The fewest days that it may name; 0 means no turns.</param>
    /// <param name="rules">Collects what is wrong.</param>
    private static TurnTerms? TurnsOf(ReleaseDraft changes, int least, FieldRules rules)
    {
        if (changes.InTurn is not { } turns) return null;
        var isRight = turns.WaitDays >= least && turns.WaitDays <= TurnTerms.MaximumWaitDays;
        rules.Require(isRight, "/in_turn/wait_days", new OutOfRange(least, TurnTerms.MaximumWaitDays));
        return isRight && turns.WaitDays > 0 ? new TurnTerms(turns.WaitDays.Value) : null;
    }

    /// <param name="changes">The request.</param>
    /// <param name="least">The fewest days that it may name; 0 means for ever.</param>
    /// <param name="rules">Collects what is wrong.</param>
    private static int? InvitedWaitOf(ReleaseDraft changes, int least, FieldRules rules)
    {
        if (changes.InvitedWaitDays is not { } days) return null;
        var isRight = days >= least && days <= MaximumInvitedWaitDays;
        rules.Require(isRight, "/invited_wait_days", new OutOfRange(least, MaximumInvitedWaitDays));
        return isRight && days > 0 ? days : null;
    }

    /// <summary>They may come later: the term stays, and is of no use.</summary>
    private void RequireInvited(FieldRules rules) => rules.Require(InvitedWaitDays is null || !Invited.IsEmpty, "/invited_wait_days", new NobodyToWaitFor());

    /// <summary>Receivers may leave later: who is left goes on.</summary>
    private void RequireTurns(FieldRules rules)
    {
        rules.Require(InTurn is null || Content.Invited.All(invitee => invitee.AcceptedBy is not null), "/receivers", new NobodyInvitedInTurn());
        rules.Require(InTurn is null || Receivers.Length >= TurnTerms.FewestReceivers, "/in_turn", new TooFewForTurns(TurnTerms.FewestReceivers));
    }

    private ReleasePlan Placed(ConditionReader reader) => this with { Content = Content with { Places = [.. reader.Places.Select(place => place.Text)] } };

    private Result<ReleasePlan> Checked(UserId owner, FieldRules rules)
    {
        rules.Require(Bequest != BequestType.Self || (Receivers.All(receiver => receiver == owner) && Content.Invited.IsEmpty), "/bequest_type", new NotForOneself());
        var conditions = new ReleaseConditions(Conditions, []);
        rules.Require(Keepers.IsEmpty || conditions is not { Inactivity: null, Attestation: null }, "/keepers", new NothingToKeep());
        rules.Require(!(Keepers.Length < conditions.Attestation?.Count), "/keepers", new TooFewKeepers(conditions.Attestation?.Count ?? 0));
        rules.Require(!Keepers.Contains(owner), "/keepers", new KeeperIsOwner());
        rules.Require(Delivery != DeliveryMode.Automatic || conditions.NeedsNoPlace, "/delivery", new PlaceNeedsClaim());
        rules.Require(InTurn is null || Delivery == DeliveryMode.Claim, "/in_turn", new TurnsNeedClaim());
        return rules.Failure is { } failure ? failure : this;
    }
}
