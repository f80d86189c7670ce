using Kpm.Core.Assets;
using Kpm.Core.Shared;

namespace Kpm.Tests.Core.Assets.Release;

/// <summary>Who counts as a receiver when some are named by an id and some by an address.</summary>
public sealed class InvitedDraftTests
{
    private static readonly Invitee Iaia = new("iaia@example.com", "iaia@example.com", "Iaia");
    private static readonly Invitee Avi = new("a.vi@gmail.com", "avi@gmail.com", "Avi");

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(0, 1, true)]
    [InlineData(1, 0, true)]
    [InlineData(10, 10, true)]
    [InlineData(10, 11, false)]
    [InlineData(21, 0, false)]
    public void Given_SomeWithAnIdAndSomeWithAnAddress_When_Checked_Then_TheyCountTogether(int ids, int addresses, bool isRight)
    {
        var draft = Draft([.. Enumerable.Range(10, ids).Select(AssetWorld.User)], [.. Enumerable.Range(0, addresses).Select(number => Iaia with { AddressKey = $"{number}@example.com" })]);

        var plan = ReleasePlan.Check(ReleaseType.Transfer, draft, AssetWorld.Ana, AssetWorld.Now);

        plan.IsFailure.Should().Be(!isRight);
        if (plan.IsFailure) plan.Error.Should().BeOfType<ValidationFailed>().Which.Fields.Should().OnlyContain(field => field.Pointer == "/receivers");
    }

    [Fact]
    public void Given_OneMailboxInTwoSpellings_When_Checked_Then_ItIsInvitedOnce() =>
        ReleasePlan.Check(ReleaseType.Transfer, Draft([], [Avi, Avi with { Email = "avi@gmail.com" }]), AssetWorld.Ana, AssetWorld.Now).Value.Invited.Should().ContainSingle();

    private static ReleaseDraft Draft(UserId[] receivers, Invitee[] invited) =>
        new() { Name = "For you", Assets = [AssetWorld.AssetNo(1)], Receivers = receivers, Invited = invited, ScheduledDate = 1 };
}
