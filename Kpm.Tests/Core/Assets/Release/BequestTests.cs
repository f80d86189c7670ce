using Kpm.Core.Assets;

namespace Kpm.Tests.Core.Assets;

public sealed class BequestTests
{
    [Fact]
    public void Given_a_gift_When_released_Then_the_giver_is_out_and_the_receivers_are_in() =>
        BequestType.Gift.OwnersAfter([AssetWorld.Ana], AssetWorld.Ana, [AssetWorld.Ben, AssetWorld.Cleo]).Should().Equal(AssetWorld.Ben, AssetWorld.Cleo);

    [Fact]
    public void Given_a_gift_to_a_co_owner_When_released_Then_nobody_is_an_owner_twice() =>
        BequestType.Gift.OwnersAfter([AssetWorld.Ana, AssetWorld.Ben], AssetWorld.Ana, [AssetWorld.Ben]).Should().Equal(AssetWorld.Ben);

    [Fact]
    public void Given_a_giver_among_the_receivers_When_released_Then_the_giver_stays() =>
        BequestType.Gift.OwnersAfter([AssetWorld.Ana], AssetWorld.Ana, [AssetWorld.Ben, AssetWorld.Ana]).Should().Equal(AssetWorld.Ana, AssetWorld.Ben);

    [Fact]
    public void Given_co_ownership_When_released_Then_the_owner_stays() =>
        BequestType.CoOwnership.OwnersAfter([AssetWorld.Ana], AssetWorld.Ana, [AssetWorld.Ben]).Should().Equal(AssetWorld.Ana, AssetWorld.Ben);

    [Theory]
    [InlineData(BequestType.Self)]
    [InlineData(BequestType.Copy)]
    public void Given_self_or_copy_When_released_Then_the_owners_stay(BequestType bequest) =>
        bequest.OwnersAfter([AssetWorld.Ana], AssetWorld.Ana, [AssetWorld.Ben]).Should().Equal(AssetWorld.Ana);
}
