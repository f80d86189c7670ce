using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json.Nodes;
using Kpm.Core.Assets;
using Kpm.Core.Exports;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;
using Kpm.Core.Users.Factors;
using Kpm.Core.Users.Invitation;
using Kpm.Core.Users.Keep;
using Kpm.Core.Users.Reminders;
using Kpm.Core.Users.Removal;
using Kpm.Core.Users.Session;
using Kpm.Core.Users.User;
using Kpm.Functions.Adapters.ServiceBus;
using Kpm.Functions.Queues;
using Kpm.Tests.Core.Assets;
using Kpm.Tests.Functions.Adapters.ServiceBus;

namespace Kpm.Tests.Functions.Queues;

/// <summary>Every event there is: it makes the rehearsals of plans stale that name what it is about, or there is a reason why it need not.</summary>
public sealed class StaleRehearsalEventsTests
{
    private static readonly UserId[] People = [.. Enumerable.Range(1, 3).Select(AssetWorld.User)];
    private static readonly AssetId Asset = AssetWorld.AssetNo(1);
    private static readonly ReleaseId Plan = AssetWorld.ReleaseNo(1);
    private static readonly Timestamp Later = AssetWorld.Now + TimeSpan.FromHours(1);

    private static readonly FrozenDictionary<Type, string> Exceptions = new Dictionary<string, Type[]>(StringComparer.Ordinal)
    {
        ["nothing of a plan or of its people can have been rehearsed before"] = [typeof(AssetReleaseScheduled), typeof(UserRegistered), typeof(UserInvited), typeof(AssetDeclared), typeof(AssetCreated), typeof(KeepRequested)],
        ["comes with a change of the plan that is told"] = [typeof(AssetReleaseKeepersChosen), typeof(AssetReleaseForetold), typeof(AssetReleaseInvitationsChanged), typeof(AssetReleaseFollows), typeof(AssetReleaseEndedInAttempt)],
        ["the plan is told by an event of its own that it is met, halted, admitted or followed"] =
        [
            typeof(AssetReleaseAttemptDue), typeof(ReleaseAttemptBegun), typeof(ReleaseAttemptAdvanced), typeof(ReleaseAttemptPaused), typeof(ReleaseAttemptMet), typeof(ReleaseAttemptEnded), typeof(SignOfLifeGiven),
            typeof(InvitationAccepted), typeof(InvitationFulfilled), typeof(AssetReleaseStepEnded),
        ],
        ["that keepers attest is taken for granted, or counts once an attempt has shown it"] = [typeof(AssetReleaseAttested), typeof(AssetReleaseAttestationWithdrawn), typeof(AssetReleaseAttestationsRefuted)],
        ["whoever has the last turn goes on to claim, as a rehearsal has said"] = [typeof(AssetReleaseUnclaimed)],
        ["the plan has ended: what is found of it is history"] =
        [
            typeof(AssetReleased), typeof(AssetDeliveryFailed), typeof(AssetReleaseDelivered), typeof(AssetReleaseRevoked), typeof(AssetTakenBack), typeof(AssetNotTakenBack), typeof(AssetReleaseRevocationSettled),
        ],
        ["not looked at: the picture of an asset, and its files before it has any"] = [typeof(AssetPictured), typeof(UploadCompleted)],
        ["is in the trash already, and removed in the end, which is told"] = [typeof(AssetDiscarded)],
        ["says nothing of whether a person can be reached"] =
        [
            typeof(SessionsEnded), typeof(SessionStarted), typeof(PasswordChanged), typeof(EmailChangeRequested), typeof(UserClosingRequested), typeof(UserClosingCancelled), typeof(SecondFactorAdded), typeof(SecondFactorRemoved),
            typeof(RecoveryCodesMade), typeof(RecoveryCodeUsed), typeof(PasskeyAdded), typeof(PasskeyRemoved), typeof(PasskeySuspected), typeof(UserReminderAdded), typeof(UserReminderRemoved), typeof(UserReminderDue),
        ],
        ["tells what the removal of a user is told of by others"] = [typeof(RemovalStarted)],
        ["no part of a plan"] = [typeof(RehearsalRequested), typeof(ExportRequested), typeof(ExportReady), typeof(ExportEnded)],
    }.SelectMany(reason => reason.Value.Select(type => (type, reason.Key))).ToFrozenDictionary(entry => entry.type, entry => entry.Key);

    public static TheoryData<string> Events => [.. SampleEvents.All.Select(happened => CloudEvent.From(happened).GetProperty("type").GetString()!)];

    [Theory]
    [MemberData(nameof(Events))]
    public void Given_AnEvent_When_ItIsRouted_Then_RehearsalsOfPlansThatNameItAreStaleUnlessThereIsAReason(string name)
    {
        var type = CloudEvent.EventOf(name)!;
        var isRouted = EventRouting.QueuesFor(name).Contains(QueueNames.RehearsalsMarkStale);
        isRouted.Should().Be(!Exceptions.ContainsKey(type), Exceptions.GetValueOrDefault(type, "a rehearsal depends on it"));
        if (!isRouted) return;

        var rehearsal = Rehearsed();
        rehearsal.Heed(ChangeBy(type), Later);
        rehearsal.State.IsStale.Should().BeTrue($"{name} names something on which it depends");
    }

    [Fact]
    public void Given_TheReasons_When_EventsAreLookedAt_Then_EachIsOfAnEventThereIs() =>
        Exceptions.Keys.Should().BeSubsetOf(SampleEvents.All.Select(happened => happened.GetType()));

    /// <summary>What an event of this kind about the plan, its asset or its people tells the queue.</summary>
    private static PlanChange ChangeBy(Type type)
    {
        var isOfAsset = type.GetProperty(nameof(Asset)) is not null;
        var aggregate = isOfAsset ? Asset.ToString() : type.GetProperty("Release") is not null ? Plan.ToString() : Guid.CreateVersion7().ToString();
        var sample = SampleEvents.All.Single(happened => happened.GetType() == type) with { EventId = $"{aggregate}.9.0", AggregateId = aggregate, At = Later };
        var message = JsonNode.Parse(CloudEvent.From(sample).GetRawText())!;
        foreach (var (name, id) in new[] { ("User", $"{People[1]}"), ("Requester", $"{People[0]}"), ("Requested", $"{People[2]}"), ("Asset", $"{Asset}"), ("Release", isOfAsset ? $"{AssetWorld.ReleaseNo(2)}" : $"{Plan}") })
            if (type.GetProperty(name, BindingFlags.Public | BindingFlags.Instance) is not null) message["data"]![name.ToLowerInvariant()] = id;
        return ReceivedEvent.TryParse(message.ToJsonString())!.Data<RehearsalQueues.ChangedThing>().Change;
    }

    /// <summary>A plan with one asset, of the first of the people for the second, watched over by the third, that was rehearsed.</summary>
    private static Rehearsal Rehearsed()
    {
        var state = new ReleaseState
        {
            CreatedTs = AssetWorld.Now,
            Lifecycle = Lifecycle.Active,
            Owner = People[0],
            Receivers = [People[1]],
            Keepers = [People[2]],
            Assets = [Asset],
            ReleaseType = ReleaseType.Custom,
            Bequest = BequestType.Gift,
            Delivery = DeliveryMode.Claim,
            Conditions = new ReleaseCondition.Always(),
            HoldsConfirmed = true,
            Sealed = new SealedRecord(1, [], []),
        };
        var rehearsal = Rehearsal.Request(new RehearsalId(Guid.CreateVersion7()), AssetRelease.Load(Plan, state, 3), AssetWorld.Now, state.Sealed, AssetWorld.Now).Value;
        rehearsal.Finish(state.Sealed, passed: true, AssetWorld.Now);
        return rehearsal;
    }
}
