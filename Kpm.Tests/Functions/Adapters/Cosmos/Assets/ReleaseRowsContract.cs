using Kpm.Core.Assets;
using Kpm.Core.Shared;

namespace Kpm.Tests.Functions.Adapters.Cosmos.Assets;

/// <summary>What every <see cref="IReleaseRows"/> does, as <see cref="IReleaseList"/> shows it.</summary>
public abstract class ReleaseRowsContract
{
    private static readonly Timestamp Now = SampleStates.Now;
    private static readonly PageRequest All = new(1, PageRequest.MaximumSize);
    private readonly UserId _person = new(Guid.CreateVersion7());

    protected abstract IReleaseRows Rows { get; }

    protected abstract IReleaseList List { get; }

    [Fact]
    public async Task Given_Nobody_When_Listed_Then_ThePagesAreEmpty()
    {
        (await OwnAsync()).Should().BeEquivalentTo(new Page<ReleaseRow>([], 0, 1, PageRequest.MaximumSize));
        (await IncomingAsync()).Total.Should().Be(0);
    }

    [Fact]
    public async Task Given_EveryMemberOfARow_When_Listed_Then_NothingIsLost()
    {
        await PutAsync(SampleRows.Release);
        await PutAsync(SampleRows.Release, ReleaseRole.Receiver);

        (await OwnAsync()).Items.Should().ContainSingle().Which.Should().BeEquivalentTo(SampleRows.Release, options => options.WithStrictOrdering());
        (await IncomingAsync()).Items.Should().ContainSingle().Which.Should().BeEquivalentTo(SampleRows.Release, options => options.WithStrictOrdering());
    }

    [Fact]
    public async Task Given_ARow_When_PutAgainOrInANewerVersion_Then_ThereIsOneRowAndTheNewerStands()
    {
        await PutAsync(SampleRows.Release);
        await PutAsync(SampleRows.Release);
        await PutAsync(SampleRows.Release with { Version = 3 });

        (await OwnAsync()).Items.Should().ContainSingle().Which.Version.Should().Be(3);
    }

    [Fact]
    public async Task Given_ARow_When_AnOlderVersionComesLate_Then_TheNewerStays()
    {
        await PutAsync(SampleRows.Release with { Version = 3, Lifecycle = Lifecycle.Removed });

        await PutAsync(SampleRows.Release);

        (await OwnAsync()).Total.Should().Be(0);
        (await OwnAsync(ReleaseFilter.Past)).Total.Should().Be(1);
    }

    [Fact]
    public async Task Given_ManyVersionsOfARow_When_TheyArePutAtOnce_Then_TheNewestStands()
    {
        await Task.WhenAll(Enumerable.Range(1, 10).Select(version => SampleRows.PutUntilStoredAsync(() => PutAsync(SampleRows.Release with { Version = version }))));

        (await OwnAsync()).Items.Should().ContainSingle().Which.Version.Should().Be(10);
    }

    [Fact]
    public async Task Given_ReleasesOfAnOwner_When_ThoseWithSomeAssetAreAsked_Then_OnlyItsActiveOnesAreFound()
    {
        await PutAsync(Row(1, 1));
        await PutAsync(Row(2, 2) with { Assets = [SampleStates.AssetNo(7)] });
        await PutAsync(Row(3, 3) with { Lifecycle = Lifecycle.Removed });
        await PutAsync(Row(4, 4), ReleaseRole.Receiver);

        var found = await List.FindActiveAsync(_person, [SampleStates.AssetNo(1), SampleStates.AssetNo(9)], default);

        found.Should().ContainSingle().Which.Id.Should().Be(Row(1, 1).Id);
        found[0].Content.Should().Be(Row(1, 1).Content);
    }

    [Fact]
    public async Task Given_ReleasesOfAnOwner_When_Counted_Then_EachKindIsThereButThoseThatWereCancelled()
    {
        await PutAsync(Row(1, 1) with { ReleaseType = ReleaseType.Custom });
        await PutAsync(Row(2, 2) with { ReleaseType = ReleaseType.Custom, Lifecycle = Lifecycle.Inactive });
        await PutAsync(Row(3, 3) with { ReleaseType = ReleaseType.HideAndSeek });
        await PutAsync(Row(4, 4) with { ReleaseType = ReleaseType.HideAndSeek, Lifecycle = Lifecycle.Removed });
        await PutAsync(Row(5, 5), ReleaseRole.Receiver);

        (await List.CountByTypeAsync(_person, default)).Should().BeEquivalentTo(new Dictionary<ReleaseType, int> { [ReleaseType.Custom] = 2, [ReleaseType.HideAndSeek] = 1 });
    }

    [Fact]
    public async Task Given_AnOwnerWhoAlsoReceives_When_Listed_Then_EachRoleHasItsOwnRow()
    {
        await PutAsync(SampleRows.Release with { Version = 3 });
        await PutAsync(SampleRows.Release with { Content = SampleRows.Release.Content.ForReceivers() }, ReleaseRole.Receiver);

        (await OwnAsync()).Items.Should().ContainSingle().Which.Content.Places.Should().Equal("Girona");
        (await IncomingAsync()).Items.Should().ContainSingle().Which.Should().Match<ReleaseRow>(row => row.Version == 2 && row.Content.Places.IsEmpty);
    }

    [Fact]
    public async Task Given_TwoPeople_When_OneLists_Then_OnlyTheirOwnRowsCome()
    {
        var other = new UserId(Guid.CreateVersion7());
        await Rows.PutAsync(other, ReleaseRole.Owner, SampleRows.Release, default);
        await Rows.PutAsync(other, ReleaseRole.Receiver, SampleRows.Release, default);

        (await OwnAsync()).Total.Should().Be(0);
        (await IncomingAsync()).Total.Should().Be(0);
    }

    [Fact]
    public async Task Given_ReleasesThatEnded_When_Listed_Then_TheyArePastForTheOwnerAndNothingForTheReceiver()
    {
        foreach (var (number, lifecycle) in new[] { (1, Lifecycle.Active), (2, Lifecycle.Inactive), (3, Lifecycle.Removed) })
        {
            await PutAsync(Row(number, number) with { Lifecycle = lifecycle });
            await PutAsync(Row(number, number) with { Lifecycle = lifecycle }, ReleaseRole.Receiver);
        }

        Numbers(await OwnAsync()).Should().Equal(1);
        Numbers(await OwnAsync(ReleaseFilter.Past)).Should().Equal(2, 3);
        Numbers(await IncomingAsync()).Should().Equal(1);
    }

    [Fact]
    public async Task Given_DatesBeforeAtAndAfterNow_When_IncomingAreListed_Then_OnlyThoseBeforeOrWithoutADateCome()
    {
        await PutAsync(Row(1, 1) with { ReleaseTs = Now - TimeSpan.FromMilliseconds(1) }, ReleaseRole.Receiver);
        await PutAsync(Row(2, 2) with { ReleaseTs = Now }, ReleaseRole.Receiver);
        await PutAsync(Row(3, 3) with { ReleaseTs = Now + TimeSpan.FromMilliseconds(1) }, ReleaseRole.Receiver);
        await PutAsync(Row(4, 4) with { ReleaseTs = null }, ReleaseRole.Receiver);

        var incoming = await IncomingAsync();

        Numbers(incoming).Should().Equal(1, 4);
        incoming.Total.Should().Be(2);
        (await List.CountIncomingAsync(_person, Now, default)).Should().Be(2);
    }

    [Theory]
    [InlineData(ReleaseRole.Owner)]
    [InlineData(ReleaseRole.Receiver)]
    public async Task Given_ManyReleases_When_Listed_Then_TheyComeByCreationAndTiesById(ReleaseRole role)
    {
        foreach (var row in new[] { Row(3, 2), Row(2, 1), Row(1, 1), Row(9, 0) }) await PutAsync(row, role);

        Numbers(await ListAsync(role, All)).Should().Equal(9, 1, 2, 3);
        Numbers(await ListAsync(role, All with { Descending = true })).Should().Equal(3, 2, 1, 9);
    }

    [Theory]
    [InlineData(ReleaseRole.Owner)]
    [InlineData(ReleaseRole.Receiver)]
    public async Task Given_ManyReleases_When_Paged_Then_EveryOneIsOnOnePageAndPastTheEndIsNothing(ReleaseRole role)
    {
        for (var number = 1; number <= 5; number++) await PutAsync(Row(number, number), role);

        var pages = new List<Page<ReleaseRow>>();
        for (var number = 1; number <= 4; number++) pages.Add(await ListAsync(role, new PageRequest(number, 2)));

        pages.Select(page => page.Items.Count).Should().Equal(2, 2, 1, 0);
        pages.SelectMany(Numbers).Should().Equal(1, 2, 3, 4, 5);
        pages.Should().OnlyContain(page => page.Total == 5 && page.Size == 2);
    }

    [Fact]
    public async Task Given_AKeeper_When_Listed_Then_OnlyWhatIsActiveAndWatchedIsThere()
    {
        await PutAsync(Row(1, 1).AsWatched() with { Lifecycle = Lifecycle.Active }, ReleaseRole.Keeper);
        await PutAsync(Row(2, 2).AsWatched() with { Lifecycle = Lifecycle.Removed }, ReleaseRole.Keeper);
        await PutAsync(Row(3, 3) with { Lifecycle = Lifecycle.Active });

        var watched = await List.WatchedAsync(_person, All, default);
        Numbers(watched).Should().Equal(1);
        watched.Items[0].Should().BeEquivalentTo(new { Content = ReleaseContent.Erased, HasPlace = false });
        watched.Items[0].Receivers.Should().BeEmpty();
        watched.Items[0].Assets.Should().BeEmpty();
    }

    private static ReleaseRow Row(int number, int minute) => SampleRows.Release with { Id = SampleStates.Release(number), CreatedTs = Now + TimeSpan.FromMinutes(minute) };

    private static IEnumerable<int> Numbers(Page<ReleaseRow> page) => page.Items.Select(row => Enumerable.Range(1, 9).Single(number => SampleStates.Release(number) == row.Id));

    private Task PutAsync(ReleaseRow row, ReleaseRole role = ReleaseRole.Owner) => Rows.PutAsync(_person, role, row, default);

    private Task<Page<ReleaseRow>> OwnAsync(ReleaseFilter filter = ReleaseFilter.Active) => List.OwnAsync(_person, filter, All, default);

    private Task<Page<ReleaseRow>> IncomingAsync() => ListAsync(ReleaseRole.Receiver, All);

    private Task<Page<ReleaseRow>> ListAsync(ReleaseRole role, PageRequest page) =>
        role == ReleaseRole.Owner ? List.OwnAsync(_person, ReleaseFilter.Active, page, default) : List.IncomingAsync(_person, Now, page, default);
}
