using Kpm.Core.Assets;
using Kpm.Core.Shared;

namespace Kpm.Tests.Core.Assets;

/// <summary>The kinds of release (spec 5.2, rows 38 to 42): their conditions, defaults and rules; OPEN-33 to 35, 38, 39, 60.</summary>
public sealed class PresetTests
{
    private static readonly Timestamp Now = AssetWorld.Now;
    private static readonly ReleaseCondition Date = new ReleaseCondition.Date(new Timestamp(5));
    private static readonly ReleaseDraft Draft = new() { Name = "For you", Assets = [AssetWorld.AssetNo(1)], Receivers = [AssetWorld.Ben] };

    [Fact]
    public void Given_row_38_to_future_self_When_checked_Then_only_the_owner_receives_and_ownership_stays()
    {
        var plan = Check(ReleaseType.AssetFutureSelf, Draft with { ScheduledDate = 5 });
        plan.Conditions.Should().Be(Date);
        plan.Receivers.Should().Equal(AssetWorld.Ana);
        plan.Bequest.Should().Be(BequestType.Self);
        Fields(ReleaseType.AssetFutureSelf, Draft).Should().Equal("/scheduled_date");
    }

    [Fact]
    public void Given_row_39_in_a_bottle_When_checked_Then_a_date_of_the_window_is_drawn()
    {
        var window = Check(ReleaseType.AssetInABottle, Draft with { MinDate = 100, MaxDate = 200 }).Conditions.Should().BeOfType<ReleaseCondition.Window>().Subject;
        (window.From, window.Until).Should().Be((new Timestamp(100), new Timestamp(200)));
        window.Drawn.UnixMilliseconds.Should().BeInRange(100, 200);
        var usual = Check(ReleaseType.AssetInABottle, Draft).Conditions.Should().BeOfType<ReleaseCondition.Window>().Subject;
        (usual.From, usual.Until).Should().Be((Now + TimeSpan.FromDays(30), Now + TimeSpan.FromDays(360)));
        Fields(ReleaseType.AssetInABottle, Draft with { MinDate = 1 }).Should().Equal("/max_date");
        Fields(ReleaseType.AssetInABottle, Draft with { MaxDate = 1 }).Should().Equal("/min_date");
        Fields(ReleaseType.AssetInABottle, Draft with { MinDate = 2, MaxDate = 1 }).Should().Equal("/max_date");
    }

    [Fact]
    public void Given_row_40_hide_and_seek_When_checked_Then_it_needs_a_place_and_receivers()
    {
        var plan = Check(ReleaseType.HideAndSeek, Draft with { Location = "Old Oak" });
        plan.Conditions.Should().Be(new ReleaseCondition.AtPlace(0));
        plan.Content.Places.Should().Equal("Old Oak");
        Fields(ReleaseType.HideAndSeek, Draft with { Receivers = [] }).Should().BeEquivalentTo("/location", "/receivers");
        Fields(ReleaseType.HideAndSeek, Draft with { Location = "  " }).Should().Equal("/location");
    }

    [Fact]
    public void Given_row_42_time_capsule_When_checked_Then_it_needs_both_a_place_and_a_date()
    {
        var plan = Check(ReleaseType.TimeCapsule, Draft with { Location = "geo:41.4,2.17;u=50", ScheduledDate = 5 });
        plan.Conditions.Should().Be(new ReleaseCondition.All([new ReleaseCondition.AtPlace(0), Date]));
        plan.Content.Places.Should().Equal("geo:41.4,2.17;u=50");
        Fields(ReleaseType.TimeCapsule, Draft).Should().BeEquivalentTo("/location", "/scheduled_date");
    }

    [Theory]
    [InlineData(ReleaseType.AssetInABottle)]
    [InlineData(ReleaseType.HideAndSeek)]
    [InlineData(ReleaseType.TimeCapsule)]
    [InlineData(ReleaseType.Transfer)]
    public void Given_a_preset_for_others_When_checked_Then_it_is_a_gift_to_be_claimed_that_hides_its_assets(ReleaseType type)
    {
        var plan = Check(type, Draft with { Location = "x", ScheduledDate = 5, Hide = false });
        (plan.Bequest, plan.Delivery, plan.Hides).Should().Be((BequestType.Gift, DeliveryMode.Claim, true));
    }

    [Theory]
    [InlineData("gift", BequestType.Gift)]
    [InlineData("co-ownership", BequestType.CoOwnership)]
    [InlineData("copy", BequestType.Copy)]
    public void Given_a_word_for_the_bequest_When_checked_Then_it_stands(string word, BequestType bequest) => Check(ReleaseType.Transfer, Draft with { BequestType = word }).Bequest.Should().Be(bequest);

    [Fact]
    public void Given_a_wrong_word_When_checked_Then_it_is_named()
    {
        Fields(ReleaseType.Transfer, Draft with { BequestType = "gitft" }).Should().Equal("/bequest_type");
        Fields(ReleaseType.Transfer, Draft with { BequestType = "self" }).Should().Equal(["/bequest_type"], "others would receive nothing");
        Fields(ReleaseType.Transfer, Draft with { Delivery = "later" }).Should().Equal("/delivery");
    }

    [Fact]
    public void Given_delivery_by_the_system_When_a_place_is_needed_Then_it_is_refused()
    {
        Fields(ReleaseType.HideAndSeek, Draft with { Location = "x", Delivery = "automatic" }).Should().Equal("/delivery");
        Check(ReleaseType.Transfer, Draft with { Delivery = "automatic" }).Delivery.Should().Be(DeliveryMode.Automatic);
        var either = new ConditionDraft { Type = "any", Of = [new() { Type = "place", Location = "x" }, new() { Type = "date", At = 5 }] };
        Check(ReleaseType.Custom, Draft with { Conditions = either, Delivery = "automatic" }).Delivery.Should().Be(DeliveryMode.Automatic);
    }

    [Fact]
    public void Given_conditions_of_ones_own_When_checked_Then_the_assets_are_hidden_only_if_asked()
    {
        Check(ReleaseType.Custom, Draft with { Conditions = new() { Type = "always" } }).Hides.Should().BeFalse();
        Check(ReleaseType.Custom, Draft with { Conditions = new() { Type = "always" }, Hide = true }).Hides.Should().BeTrue();
    }

    private static ReleasePlan Check(ReleaseType type, ReleaseDraft draft) => ReleasePlan.Check(type, draft, AssetWorld.Ana, Now).Value;

    private static IEnumerable<string> Fields(ReleaseType type, ReleaseDraft draft) =>
        ReleasePlan.Check(type, draft, AssetWorld.Ana, Now).Error.Should().BeOfType<ValidationFailed>().Which.Fields.Select(field => field.Pointer);
}
