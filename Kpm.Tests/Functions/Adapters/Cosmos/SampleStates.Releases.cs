using Kpm.Core.Assets;
using Kpm.Core.Shared;
using Kpm.Core.Users.Invitation;
using Kpm.Core.Users.Life;

namespace Kpm.Tests.Functions.Adapters.Cosmos;

/// <content>Releases, and who is invited to them.</content>
internal static partial class SampleStates
{
    /// <summary>Of the first schema, which knew one date and one place.</summary>
    public static ReleaseState FirstRelease => PlanWithoutInvited with
    {
        Conditions = new ReleaseCondition.All([new ReleaseCondition.AtPlace(0), new ReleaseCondition.Date(Now + TimeSpan.FromDays(365))]),
        Evidence = [],
        WrongGuesses = [],
        PassedOver = [],
    };

    /// <summary>A release as it was stored before it could invite.</summary>
    public static ReleaseState PlanWithoutInvited => PlanThatKeepsStill with { Invited = [], InvitedDue = false };

    /// <summary>A release as it was stored before it could tell its receivers of itself.</summary>
    public static ReleaseState PlanThatKeepsStill => PlanThatForgets with { TellsReceivers = false };

    /// <summary>A release as it was stored before it remembered what it had named.</summary>
    public static ReleaseState PlanThatForgets => PlanWithoutExecution with { FormerAssets = [] };

    /// <summary>A release as it was stored before it kept how it came to be executed.</summary>
    public static ReleaseState PlanWithoutExecution => PlanWithoutSilence with { Execution = null };

    /// <summary>A release as it was stored before it could wait for a silence of its owner.</summary>
    public static ReleaseState PlanWithoutSilence => PlanThatStays with { Conditions = TreeWithoutSilence, Keepers = [], Attempt = null, Silence = null };

    /// <summary>A release that was revoked, as it was stored before it kept how it came to be executed.</summary>
    public static ReleaseState RevokedPlan => PlanWithoutExecution with { Revocation = Plan.Revocation };

    /// <summary>A release as it was stored before it could be revoked.</summary>
    public static ReleaseState PlanThatStays => PlanWithoutSteps with { Revocation = null };

    /// <summary>A release as it was stored before it could follow another.</summary>
    public static ReleaseState PlanWithoutSteps => PlanWithoutTurns with { Conditions = WithoutLast(PlanWithoutTurns), Preceding = [], PrecedingCanceled = [], Followers = [] };

    /// <summary>A release as it was stored before its receivers could take turns.</summary>
    public static ReleaseState PlanWithoutTurns => PlanWithoutAttestations with { InTurn = null, Turn = null, Passed = [] };

    /// <summary>A release as it was stored before keepers could attest.</summary>
    public static ReleaseState PlanWithoutAttestations =>
        PlanThatAsksOnce with { Conditions = WithoutLast(Plan), AttemptCause = null, Attestations = [], Silence = PlanThatAsksOnce.Silence! with { Cause = AttemptCause.Inactivity } };

    /// <summary>A release as it was stored before its attempt could go on for another leaf.</summary>
    public static ReleaseState PlanThatAsksOnce => PlanThatTellsOnce with { Silence = Plan.Silence! with { Cause = AttemptCause.Both, Before = null } };

    /// <summary>A release as it was stored before it told those who are invited again.</summary>
    public static ReleaseState PlanThatTellsOnce => PlanThatLeavesLateOut with { InvitedSince = null, InvitedRemindAt = null, InvitedAgain = 0 };

    /// <summary>A release as it was stored before those who were late could claim again.</summary>
    public static ReleaseState PlanThatLeavesLateOut => PlanThatWaitsForEver with { Passed = [.. Plan.Passed.Select(passed => passed with { AgainSince = null })] };

    /// <summary>A release as it was stored before its owner could say how long it waits for those who are invited.</summary>
    public static ReleaseState PlanThatWaitsForEver => Plan with { InvitedWaitDays = null };

    private static ReleaseCondition.All WithoutLast(ReleaseState plan) => new([.. ((ReleaseCondition.All)plan.Conditions).Of[..^1]]);

    private static ReleaseCondition.All TreeWithoutSilence => new(
    [
        new ReleaseCondition.Any([new ReleaseCondition.AtPlace(1), new ReleaseCondition.Date(Now + TimeSpan.FromDays(365))]),
        new ReleaseCondition.AtLeast(2, [new ReleaseCondition.Always(), new ReleaseCondition.AtPlace(0), new ReleaseCondition.LocalDate("2040-06-01T09:00:00", "Europe/Madrid", Now)]),
        new ReleaseCondition.Window(Now, Now + TimeSpan.FromDays(2), Now + TimeSpan.FromDays(1)),
    ]);

    public static ReleaseState Plan => new()
    {
        CreatedTs = Now,
        ModifiedTs = Changes,
        Lifecycle = Lifecycle.Inactive,
        Owner = Anna,
        Receivers = [Ben, Anna],
        Invited = [Invited(1), Invited(2)],
        InvitedWaitDays = 30,
        InvitedDue = true,
        InvitedSince = Now,
        InvitedRemindAt = Now + TimeSpan.FromDays(7),
        InvitedAgain = 2,
        Assets = [AssetNo(2), AssetNo(1)],
        FormerAssets = [AssetNo(3)],
        ReleaseType = ReleaseType.TimeCapsule,
        Bequest = BequestType.CoOwnership,
        Delivery = DeliveryMode.Automatic,
        Conditions = new ReleaseCondition.All([.. TreeWithoutSilence.Of, new ReleaseCondition.Inactivity(new InactivityTerms(90, 3, 7, 14, 8)), new ReleaseCondition.Follows(Release(2), 30), new ReleaseCondition.Attestation(2, 21)]),
        Evidence = [new PlaceEvidence(1, Now, Ben, EvidenceGrade.Attested)],
        WrongGuesses = [new WrongGuess(Ben, Now)],
        Keepers = [Ben],
        Attempt = Attempted(1),
        AttemptCause = AttemptCause.Both,
        Attestations = [new Attestation(Ben, Now, 12)],
        Silence = new SilenceEvidence(Now - TimeSpan.FromDays(90), 12, Now)
        {
            Cause = AttemptCause.Inactivity,
            Before = new SilenceEvidence(Now - TimeSpan.FromDays(90), 12, Now - TimeSpan.FromDays(5)) { Cause = AttemptCause.Attestation },
        },
        Preceding = [new PrecedingEvidence(Release(2), Now)],
        PrecedingCanceled = [Release(3)],
        Followers = [Release(4), Release(5)],
        InTurn = new TurnTerms(14),
        Turn = new ReceiverTurn(Ben, Now, IsLast: true),
        Passed = [new PassedReceiver(Anna, Now, PassReason.NoKeep) { AgainSince = Now + TimeSpan.FromDays(14) }],
        Hides = true,
        TellsReceivers = true,
        Execution = new ReleaseExecution(Ben.ToString(), Now, [new MetCondition(0, Now, EvidenceGrade.Attested, Ben), new MetCondition(2, Now - TimeSpan.FromMinutes(1), null, null)]),
        PassedOver = [Anna],
        Sealed = Sealed,
        HoldsConfirmed = true,
        NextCheckAt = Now + TimeSpan.FromMinutes(1),
        Announced = true,
        CanceledBy = AssetRelease.Keepem,
        CancelReason = CancelReason.KeepMissing,
        Delivered = [AssetNo(1)],
        Failed = [AssetNo(2)],
        Revocation = new Revocation(Now, [new RevokedAsset(AssetNo(1), RevocationResult.Downloaded) { TakenFrom = [Ben], Downloads = [new AssetDownload(Anna, Now)] }]),
    };

    /// <summary>An attempt as it was stored before keepers could attest.</summary>
    public static AttemptState AttemptWithoutCause => AttemptThatAsksOnce with { Cause = AttemptCause.Inactivity };

    /// <summary>An attempt as it was stored before it could go on for another leaf.</summary>
    public static AttemptState AttemptThatAsksOnce => AttemptThatGoesOn with { MetBefore = null };

    /// <summary>An attempt as it was stored before it was kept that it ended without a sign of life.</summary>
    public static AttemptState AttemptThatGoesOn => Attempt with { IsWithdrawn = null };

    public static AttemptState Attempt => new()
    {
        CreatedTs = Now,
        ModifiedTs = Changes,
        Lifecycle = Lifecycle.Removed,
        Release = Release(1),
        Owner = Anna,
        Keepers = [Ben],
        Terms = new InactivityTerms(90, 3, 7, 14, 8),
        Cause = AttemptCause.Both,
        MetBefore = AttemptCause.Attestation,
        SilentSince = Now - TimeSpan.FromDays(90),
        Signs = 12,
        Day = 42,
        MailedOn = 35,
        UnmailedDays = 2,
        Pause = new AttemptPause(Ben, Now, 14),
        MetTs = Now + TimeSpan.FromDays(1),
        Outcome = AttemptOutcome.PausedOut,
        IsWithdrawn = true,
        NextCheckAt = Now + TimeSpan.FromDays(2),
    };

    public static SignsOfLifeState SignsOfLife => new()
    {
        CreatedTs = Now,
        ModifiedTs = Changes,
        Lifecycle = Lifecycle.Active,
        Given = 12,
        Last = new SignOfLife(SignKind.CheckIn, Now),
        PausedUntil = Now + TimeSpan.FromDays(30),
        SoughtBy = [Release(1), Release(2)],
        SettledTs = Now + TimeSpan.FromDays(1),
    };

    public static AttemptId Attempted(int number) => new(new Guid(number, 17, 0, [0, 0, 0, 0, 0, 0, 0, 0]));

    public static InvitationState Invitation => new()
    {
        CreatedTs = Now,
        ModifiedTs = Changes,
        Lifecycle = Lifecycle.Active,
        Release = Release(1),
        Inviter = Anna,
        Sealed = Sealed,
        Tokens = [new MintedToken(new string('a', 64), Now + TimeSpan.FromDays(30)), new MintedToken(new string('b', 64), Now + TimeSpan.FromDays(31))],
        AcceptedBy = Ben,
    };
}
