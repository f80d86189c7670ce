using Kpm.Core.Shared;
using Kpm.Core.Users.Keep;

namespace Kpm.Tests.Core.Users.Keep;

public sealed class TrustedKeepTests
{
    private static readonly Timestamp Now = new(1_800_000_000_000);
    private static readonly UserId Anna = DerivedId.From<UserId>("anna", "person");
    private static readonly UserId Ben = DerivedId.From<UserId>("ben", "person");
    private static readonly UserId Stranger = DerivedId.From<UserId>("stranger", "person");

    [Fact]
    public void Given_TwoPeople_When_OneAsks_Then_ThePairHasOneNameWhoeverAsked() =>
        TrustedKeep.PairOf(Anna, Ben).Should().Be(TrustedKeep.PairOf(Ben, Anna));

    [Fact]
    public void Given_OnePerson_When_TheyAskThemself_Then_ItIsRefused() =>
        TrustedKeep.Request(DerivedId.From<KeepId>("1", "keep"), Anna, Anna, null, Now).Error.Should().BeOfType<KeepWithOneself>();

    [Fact]
    public void Given_APendingKeep_When_AcceptedTwice_Then_OneEventIsRaised()
    {
        var keep = Requested();
        keep.Accept(Ben, null, Now).IsFailure.Should().BeFalse();
        keep.Accept(Ben, null, Now).IsFailure.Should().BeFalse();
        keep.IsActive.Should().BeTrue();
        keep.RaisedEvents.Select(raised => raised.GetType()).Should().Equal(typeof(KeepRequested), typeof(KeepAccepted));
        keep.RaisedEvents.Select(raised => raised.EventId).Should().Equal($"{keep.Id}.1.0", $"{keep.Id}.2.1");
    }

    [Fact]
    public void Given_APendingKeep_When_AnotherThanTheRequestedAccepts_Then_ItIsForbidden()
    {
        var keep = Requested();
        keep.Accept(Anna, null, Now).Error.Should().BeOfType<Forbidden>();
        keep.Accept(Stranger, null, Now).Error.Should().BeOfType<Forbidden>();
        keep.Version.Should().Be(1);
    }

    [Fact]
    public void Given_AKeep_When_DeclinedTwice_Then_ItEndsOnceAndCannotBeAccepted()
    {
        var keep = Requested();
        keep.Decline(Stranger, null, Now).Error.Should().BeOfType<Forbidden>();
        keep.Decline(Anna, "changed my mind", Now).IsFailure.Should().BeFalse();
        keep.Decline(Ben, "me too", Now).IsFailure.Should().BeFalse();
        keep.State.DeclinedBy.Should().Be(KeepSide.Requester);
        keep.RaisedEvents.OfType<KeepDeclined>().Should().ContainSingle().Which.WasAccepted.Should().BeFalse();
        keep.Accept(Ben, null, Now).Error.Should().BeOfType<KeepEnded>();
    }

    /// <summary>OPEN-15: each side gives the other a private name and sees only the one it gave.</summary>
    [Fact]
    public void Given_NamesOfBothSides_When_Asked_Then_EachHasTheirOwn()
    {
        var keep = Requested();
        keep.NameBy(Ben).Should().BeNull();
        keep.Accept(Ben, "Big sister", Now);
        keep.Accept(Ben, "Another name", Now);
        (keep.NameBy(Anna), keep.NameBy(Ben), keep.NameBy(Stranger)).Should().Be(("Little sister", "Big sister", null));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("  ", null)]
    [InlineData(" Mum ", "Mum")]
    public void Given_ANameAsTyped_When_Read_Then_BlanksDoNotCount(string? typed, string? name) => KeepName.Parse(typed).Value.Should().Be(name);

    [Fact]
    public void Given_ANameOf65Characters_When_Read_Then_ItIsRefused()
    {
        KeepName.Parse(new string('x', 64)).IsFailure.Should().BeFalse();
        KeepName.Parse(new string('x', 65)).Error.Should().BeOfType<ValidationFailed>().Which.Fields.Should().ContainSingle(field => field.Pointer == "/name");
    }

    private static TrustedKeep Requested() => TrustedKeep.Request(DerivedId.From<KeepId>("1", "keep"), Anna, Ben, "Little sister", Now).Value;
}
