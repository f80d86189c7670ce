using System.Reflection;
using Kpm.Core.Assets;
using Kpm.Core.Exports;
using Kpm.Core.Shared.History;
using Kpm.Core.Shared.Sealing;
using Kpm.Core.Users.Factors;
using Kpm.Core.Users.Invitation;
using Kpm.Core.Users.Reminders;
using Kpm.Functions.Adapters.UserKeys;

namespace Kpm.Tests.Architecture;

/// <summary>
/// What is sealed for a person and is not wrapped anew when their key is rotated is lost with the older versions. So whatever can hold a
/// sealed record is written down here, with the step of the rotation that renews it; a new holder fails until it has one.
/// </summary>
public sealed class SealedHoldersTests
{
    private static readonly Dictionary<string, string> RenewedBy = new(StringComparer.Ordinal)
    {
        [nameof(StoredReminders)] = "account",
        [nameof(SecondFactor)] = "account",
        [nameof(RecoverySheet)] = "account",
        [nameof(AssetState)] = "assets",
        [nameof(ReleaseState)] = "releases",
        [nameof(InvitationState)] = "invitations",
        [nameof(ExportState)] = "exports",
        [nameof(RehearsalState)] = "rehearsals",
        [nameof(HistoryEntry)] = "history",
        ["HistoryEntryDocument"] = "history",
        ["AssetRowDocument"] = "rows",
        ["ReleaseRowDocument"] = "rows",
        [nameof(KeyedFile)] = "none: names a file while it is copied",
        [nameof(KeyedAttempt)] = "none: names a copy while it is made",
        ["SealedRow"] = "none: what a query selects of an AssetRowDocument",
    };

    [Fact]
    public void Given_EveryTypeThatHoldsASealedRecord_When_Listed_Then_AStepOfTheRotationRenewsIt() =>
        new[] { typeof(SealedRecord).Assembly, typeof(KeyVaultUserKeys).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.GetProperties(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly).Any(property => property.PropertyType == typeof(SealedRecord)))
            .Select(type => type.Name)
            .Should().BeEquivalentTo(RenewedBy.Keys);
}
