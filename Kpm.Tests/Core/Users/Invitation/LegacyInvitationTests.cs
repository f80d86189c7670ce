using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;
using Kpm.Core.Users.Invitation;

namespace Kpm.Tests.Core.Users.Invitation;

/// <summary>One invitation: its tokens, who takes it up, and its ends.</summary>
public sealed class LegacyInvitationTests
{
    private static readonly Timestamp Now = new(1_800_000_000_000);
    private static readonly UserId Anna = DerivedId.From<UserId>("anna", "person");
    private static readonly UserId Ben = DerivedId.From<UserId>("ben", "person");
    private static readonly UserId Carla = DerivedId.From<UserId>("carla", "person");
    private readonly LegacyInvitation _invitation = LegacyInvitation.Invite(new InvitationId(new Guid(1, 1, 1, new byte[8])), default, Anna, new SealedRecord(1, [1], []), Now);

    [Fact]
    public void Given_AToken_When_ItsEndHasCome_Then_ItCanOnlyAskForAnother()
    {
        _invitation.CheckToken("one", Now).Error.Should().BeOfType<BadAuthorizerToken>("nothing was mailed");
        _invitation.Mint("one", Now);

        _invitation.CheckToken("one", Now + LegacyInvitation.TokenLifetime - TimeSpan.FromMilliseconds(1)).IsFailure.Should().BeFalse();
        _invitation.CheckToken("one", Now + LegacyInvitation.TokenLifetime).Error.Should().BeOfType<BadAuthorizerToken>();
        (_invitation.Knows("one"), _invitation.Knows("two")).Should().Be((true, false));
    }

    [Fact]
    public void Given_AnotherToken_When_Minted_Then_TheOneBeforeEnds()
    {
        _invitation.Mint("one", Now);
        _invitation.Mint("two", Now);

        _invitation.CheckToken("one", Now).Error.Should().BeOfType<BadAuthorizerToken>();
        _invitation.CheckToken("two", Now).IsFailure.Should().BeFalse();
        for (var i = 0; i < LegacyInvitation.MaximumTokens; i++) _invitation.Mint($"other {i}", Now);
        _invitation.State.Tokens.Should().HaveCount(LegacyInvitation.MaximumTokens);
        _invitation.Knows("two").Should().BeFalse();
    }

    [Fact]
    public void Given_AnInvitation_When_Accepted_Then_ItIsUsedAndNothingTellsWhereItWent()
    {
        _invitation.Mint("one", Now);

        _invitation.Accept(Ben, Now).IsFailure.Should().BeFalse();
        var version = _invitation.Version;
        _invitation.Accept(Ben, Now).IsFailure.Should().BeFalse();
        _invitation.Accept(Carla, Now).Error.Should().BeOfType<BadAuthorizerToken>();
        _invitation.Mint("two", Now);
        _invitation.Withdraw(Now);

        (_invitation.Version, _invitation.State.AcceptedBy, _invitation.State.Sealed).Should().Be((version, Ben, null));
        _invitation.CheckToken("one", Now).Error.Should().BeOfType<BadAuthorizerToken>();
        _invitation.RaisedEvents.OfType<InvitationAccepted>().Should().ContainSingle().Which.By.Should().Be(Ben);
    }

    [Fact]
    public void Given_WhoeverInvited_When_TheyAccept_Then_ItIsRefused() => _invitation.Accept(Anna, Now).Error.Should().BeOfType<InvitationOfOneself>();

    [Fact]
    public void Given_AnAcceptedInvitation_When_TheTwoAreKeeps_Then_ItIsFulfilledOnce()
    {
        _invitation.Fulfil(Now);
        _invitation.RaisedEvents.Should().BeEmpty("nobody accepted");
        _invitation.Accept(Ben, Now);

        _invitation.Fulfil(Now);
        _invitation.Fulfil(Now);
        _invitation.GiveUp(Now);

        _invitation.State.Lifecycle.Should().Be(Lifecycle.Inactive);
        _invitation.RaisedEvents.OfType<InvitationFulfilled>().Should().ContainSingle().Which.By.Should().Be(Ben);
    }

    [Fact]
    public void Given_AnOpenInvitation_When_Withdrawn_Then_ItsTokensAndItsAddressAreGone()
    {
        _invitation.Mint("one", Now);

        _invitation.Withdraw(Now);
        _invitation.Mint("two", Now);

        (_invitation.IsOpen, _invitation.State.Sealed, _invitation.State.Tokens.Length, _invitation.Knows("one")).Should().Be((false, null, 0, false));
        _invitation.Accept(Ben, Now).Error.Should().BeOfType<BadAuthorizerToken>();
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("019a1b2c-3d4e-7f50-8a6b-7c8d9e0f1a2b")]
    [InlineData("019a1b2c-3d4e-7f50-8a6b-7c8d9e0f1a2b.")]
    [InlineData("x.y")]
    [InlineData("019a1b2c-3d4e-7f50-8a6b-7c8d9e0f1a2b.a.b")]
    public void Given_AnotherText_When_ReadAsAToken_Then_ItIsNone(string text) => InvitationToken.Parse(text).Should().BeNull();

    [Fact]
    public void Given_AToken_When_WrittenAndRead_Then_ItIsTheSame()
    {
        var token = new InvitationToken(_invitation.Id, "secret");
        InvitationToken.Parse(token.Encode()).Should().Be(token);
    }
}
