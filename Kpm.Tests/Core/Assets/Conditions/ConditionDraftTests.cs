using Kpm.Core.Assets;
using Kpm.Core.Shared;

namespace Kpm.Tests.Core.Assets;

/// <summary>Trees as a request describes them: what is read, and what is refused at which field.</summary>
public sealed class ConditionDraftTests
{
    private static readonly ConditionDraft Always = new() { Type = "always" };
    private static readonly ConditionDraft Oak = new() { Type = "place", Location = "oak" };
    private static readonly ConditionDraft Silent = new() { Type = "inactivity" };
    private static readonly ConditionDraft Soon = new() { Type = "date", At = 5 };

    [Fact]
    public void Given_a_whole_tree_When_read_Then_every_part_is_there_and_each_place_has_a_number()
    {
        var draft = Group("all",
            Group("at_least", Oak, new() { Type = "place", Latitude = 41.4, Longitude = 2.17, Radius = 50 }, Soon) with { Count = 2 },
            Group("any", Always, new ConditionDraft { Type = "date", Local = "2040-06-01T09:00", TimeZone = "Europe/Madrid" }, Oak));
        var plan = Read(draft).Value;
        plan.Conditions.Should().Be(new ReleaseCondition.All(
        [
            new ReleaseCondition.AtLeast(2, [new ReleaseCondition.AtPlace(0), new ReleaseCondition.AtPlace(1), new ReleaseCondition.Date(new Timestamp(5))]),
            new ReleaseCondition.Any([new ReleaseCondition.Always(), new ReleaseCondition.LocalDate("2040-06-01T09:00:00", "Europe/Madrid", new Timestamp(2_222_146_800_000)), new ReleaseCondition.AtPlace(0)]),
        ]));
        plan.Content.Places.Should().Equal("oak", "geo:41.4,2.17;u=50");
    }

    [Fact]
    public void Given_a_window_When_read_Then_it_is_drawn_within()
    {
        var window = Read(new ConditionDraft { Type = "window", From = 10, Until = 12 }).Value.Conditions.Should().BeOfType<ReleaseCondition.Window>().Subject;
        window.Drawn.UnixMilliseconds.Should().BeInRange(10, 12);
    }

    public static TheoryData<ConditionDraft?, string> Wrong => new()
    {
        { null, "/conditions" },
        { new(), "/conditions/type" },
        { new() { Type = "not" }, "/conditions/type" },
        { new() { Type = "date" }, "/conditions/local" },
        { new() { Type = "date", At = 0 }, "/conditions/at" },
        { new() { Type = "date", At = 5, TimeZone = "Europe/Madrid" }, "/conditions/at" },
        { new() { Type = "date", Local = "soon", TimeZone = "Europe/Madrid" }, "/conditions/local" },
        { new() { Type = "date", Local = "2040-06-01T09:00", TimeZone = "Mars" }, "/conditions/time_zone" },
        { new() { Type = "date", Local = "1969-06-01T09:00", TimeZone = "Europe/Madrid" }, "/conditions/local" },
        { new() { Type = "window", From = 5 }, "/conditions/until" },
        { new() { Type = "window", From = 5, Until = 4 }, "/conditions/until" },
        { new() { Type = "place" }, "/conditions" },
        { new() { Type = "place", Location = "geo:1,2" }, "/conditions/location" },
        { new() { Type = "place", Location = "oak", Radius = 5 }, "/conditions/location" },
        { new() { Type = "place", Latitude = 91, Longitude = 0, Radius = 5 }, "/conditions" },
        { Silent with { PeriodDays = 0 }, "/conditions/period_days" },
        { Silent with { PeriodDays = 6 }, "/conditions/period_days" },
        { Silent with { PeriodDays = 3_651 }, "/conditions/period_days" },
        { Silent with { Reminders = 0 }, "/conditions/reminders" },
        { Silent with { Reminders = 13 }, "/conditions/reminders" },
        { Silent with { ReminderEveryDays = 0 }, "/conditions/reminder_every_days" },
        { Silent with { ReminderEveryDays = 31 }, "/conditions/reminder_every_days" },
        { Silent with { GraceDays = 0 }, "/conditions/grace_days" },
        { Silent with { GraceDays = 91 }, "/conditions/grace_days" },
        { Silent with { WaitDays = 0 }, "/conditions/wait_days" },
        { Silent with { WaitDays = 91 }, "/conditions/wait_days" },
        { new() { Type = "attestation" }, "/conditions/count" },
        { new() { Type = "attestation", Count = 0 }, "/conditions/count" },
        { new() { Type = "attestation", Count = 11 }, "/conditions/count" },
        { new() { Type = "attestation", Count = 2, WaitDays = 0 }, "/conditions/wait_days" },
        { new() { Type = "attestation", Count = 2, WaitDays = 91 }, "/conditions/wait_days" },
        { new() { Type = "attestation", Count = 2 }, "/keepers" },
        { Group("any", new ConditionDraft { Type = "attestation", Count = 1 }, new ConditionDraft { Type = "attestation", Count = 2 }), "/conditions/of/1" },
        { new() { Type = "after" }, "/conditions/legacy" },
        { new() { Type = "after", Legacy = "another" }, "/conditions/legacy" },
        { new() { Type = "after", Legacy = $"{AssetWorld.ReleaseNo(1)}", DelayDays = 3_651 }, "/conditions/delay_days" },
        { new() { Type = "all" }, "/conditions/of" },
        { new() { Type = "any", Of = [] }, "/conditions/of" },
        { Group("all", Soon, new ConditionDraft { Type = "date", At = -1 }), "/conditions/of/1/at" },
        { Group("at_least", Soon, Oak), "/conditions/count" },
        { Group("at_least", Soon, Oak) with { Count = 3 }, "/conditions/count" },
        { Group("all", Soon, Group("any", Oak), Soon), "/conditions/of" },
        { Group("at_least", Oak, Oak) with { Count = 2 }, "/conditions/of" },
    };

    /// <summary>Among them OPEN-33: what stands twice in one group counts once, so it is refused.</summary>
    [Theory]
    [MemberData(nameof(Wrong))]
    public void Given_a_wrong_tree_When_read_Then_the_field_is_named(ConditionDraft? draft, string pointer) => Fields(draft).Should().Contain(pointer);

    [Theory]
    [InlineData(7, 1, 1, 1, 1)]
    [InlineData(3_650, 12, 30, 90, 90)]
    public void Given_the_least_and_the_most_of_a_silence_When_read_Then_it_is_as_asked_for(int period, int reminders, int every, int grace, int wait) =>
        Read(Silent with { PeriodDays = period, Reminders = reminders, ReminderEveryDays = every, GraceDays = grace, WaitDays = wait }).Value.Conditions
            .Should().Be(new ReleaseCondition.Inactivity(new InactivityTerms(period, reminders, every, grace, wait)));

    [Fact]
    public void Given_terms_without_a_wait_When_made_or_changed_Then_they_are_refused()
    {
        foreach (var make in new Func<InactivityTerms>[] { () => new(90, 3, 7, 14, 0), () => InactivityTerms.OfWait(-1), () => InactivityTerms.Default with { Wait = 0 } })
            make.Should().Throw<ArgumentOutOfRangeException>().WithParameterName("Wait");
    }

    [Fact]
    public void Given_keepers_who_watch_over_nothing_or_themselves_When_read_Then_the_problem_says_which()
    {
        KeeperFault(Soon, AssetWorld.Ben).Should().BeOfType<NothingToKeep>();
        KeeperFault(Silent, AssetWorld.Ben, AssetWorld.Ana).Should().BeOfType<KeeperIsOwner>();
        Read(Group("any", Soon, Silent), AssetWorld.Ben).IsFailure.Should().BeFalse();
    }

    [Fact]
    public void Given_a_tree_of_51_or_too_deep_When_read_Then_it_is_refused_once()
    {
        ConditionDraft[] leaves = [.. Enumerable.Range(1, 60).Select(at => Soon with { At = at })];
        Read(Group("any", leaves[..49])).IsFailure.Should().BeFalse();
        Fields(Group("any", leaves[..50])).Should().Equal("/conditions/of/49");
        Fields(Group("any", leaves)).Should().ContainSingle();
        Read(Nested(7)).IsFailure.Should().BeFalse();
        Fields(Nested(8)).Should().ContainSingle();
    }

    private static ConditionDraft Nested(int groups) => groups == 0 ? Soon : Group("all", Nested(groups - 1));

    private static ConditionDraft Group(string type, params ConditionDraft[] of) => new() { Type = type, Of = of };

    private static Result<ReleasePlan> Read(ConditionDraft? draft, params UserId[] keepers) =>
        ReleasePlan.Check(ReleaseType.Custom, new ReleaseDraft { Name = "For you", Assets = [AssetWorld.AssetNo(1)], Receivers = [AssetWorld.Ben], Keepers = keepers, Conditions = draft }, AssetWorld.Ana, AssetWorld.Now);

    private static Fault KeeperFault(ConditionDraft draft, params UserId[] keepers) =>
        Read(draft, keepers).Error.Should().BeOfType<ValidationFailed>().Which.Fields.Should().ContainSingle(field => field.Pointer == "/keepers").Subject.Fault;

    private static IEnumerable<string> Fields(ConditionDraft? draft) => Read(draft).Error.Should().BeOfType<ValidationFailed>().Which.Fields.Select(field => field.Pointer);
}
