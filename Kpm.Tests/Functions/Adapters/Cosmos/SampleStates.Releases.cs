using Kpm.Core.Assets;
using Kpm.Core.Shared;
using Kpm.Core.Users.Invitation;

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
    public static ReleaseState PlanThatForgets => Plan with { FormerAssets = [] };

    public static ReleaseState Plan => new()
    {
        CreatedTs = Now,
        ModifiedTs = Changes,
        Lifecycle = Lifecycle.Inactive,
        Owner = Anna,
        Receivers = [Ben, Anna],
        Invited = [Invited(1), Invited(2)],
        InvitedDue = true,
        Assets = [AssetNo(2), AssetNo(1)],
        FormerAssets = [AssetNo(3)],
        ReleaseType = ReleaseType.TimeCapsule,
        Bequest = BequestType.CoOwnership,
        Delivery = DeliveryMode.Automatic,
        Conditions = new ReleaseCondition.All(
        [
            new ReleaseCondition.Any([new ReleaseCondition.AtPlace(1), new ReleaseCondition.Date(Now + TimeSpan.FromDays(365))]),
            new ReleaseCondition.AtLeast(2, [new ReleaseCondition.Always(), new ReleaseCondition.AtPlace(0), new ReleaseCondition.LocalDate("2040-06-01T09:00:00", "Europe/Madrid", Now)]),
            new ReleaseCondition.Window(Now, Now + TimeSpan.FromDays(2), Now + TimeSpan.FromDays(1)),
        ]),
        Evidence = [new PlaceEvidence(1, Now, Ben, EvidenceGrade.Attested)],
        WrongGuesses = [new WrongGuess(Ben, Now)],
        Hides = true,
        TellsReceivers = true,
        PassedOver = [Anna],
        Sealed = Sealed,
        HoldsConfirmed = true,
        NextCheckAt = Now + TimeSpan.FromMinutes(1),
        Announced = true,
        CanceledBy = AssetRelease.Keepem,
        CancelReason = CancelReason.KeepMissing,
        Delivered = [AssetNo(1)],
        Failed = [AssetNo(2)],
    };

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
