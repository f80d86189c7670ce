using Kpm.Core.Shared;
using Kpm.Core.Users.Keep;

namespace Kpm.Tests.Functions.Adapters.Cosmos;

/// <summary>What every <see cref="IKeepRows"/> does.</summary>
public abstract class KeepRowsContract
{
    private static readonly PageRequest All = new(1, PageRequest.MaximumSize);
    private readonly UserId _person = new(Guid.CreateVersion7());

    protected abstract IKeepRows Rows { get; }

    [Fact]
    public async Task Given_Nobody_When_Listed_Then_ThePageIsEmpty() => (await ListAsync()).Should().BeEquivalentTo(new Page<KeepRow>([], 0, 1, PageRequest.MaximumSize));

    [Fact]
    public async Task Given_EveryMemberOfARow_When_Listed_Then_NothingIsLost()
    {
        await PutAsync(SampleRows.Keep);

        (await ListAsync()).Items.Should().ContainSingle().Which.Should().Be(SampleRows.Keep);
    }

    [Fact]
    public async Task Given_ARow_When_PutAgainOrInANewerVersion_Then_ThereIsOneRowAndTheNewerStands()
    {
        await PutAsync(SampleRows.Keep);
        await PutAsync(SampleRows.Keep);
        await PutAsync(SampleRows.Keep with { Revision = 3, Lifecycle = Lifecycle.Pending });

        (await ListAsync()).Items.Should().ContainSingle().Which.Revision.Should().Be(3);
    }

    [Fact]
    public async Task Given_ARow_When_AnOlderVersionComesLate_Then_TheNewerStays()
    {
        await PutAsync(SampleRows.Keep with { Revision = 3, Lifecycle = Lifecycle.Removed });

        await PutAsync(SampleRows.Keep);

        (await ListAsync()).Items.Should().BeEmpty("the keep has ended");
    }

    [Fact]
    public async Task Given_ManyVersionsOfARow_When_TheyArePutAtOnce_Then_TheNewestStands()
    {
        await Task.WhenAll(Enumerable.Range(1, 10).Select(version => SampleRows.PutUntilStoredAsync(() => PutAsync(SampleRows.Keep with { Revision = version }))));

        (await ListAsync()).Items.Should().ContainSingle().Which.Revision.Should().Be(10);
    }

    [Fact]
    public async Task Given_TwoPeople_When_OneLists_Then_OnlyTheirOwnRowsCome()
    {
        await Rows.PutAsync(new UserId(Guid.CreateVersion7()), SampleRows.Keep, default);
        await PutAsync(Row(1, 0));

        (await ListAsync()).Items.Should().ContainSingle().Which.Id.Should().Be(Row(1, 0).Id);
    }

    [Fact]
    public async Task Given_KeepsOfEveryLifecycle_When_Listed_Then_EndedOnesAreInNoList()
    {
        foreach (var lifecycle in Enum.GetValues<Lifecycle>()) await PutAsync(Row((int)lifecycle + 1, 0) with { Lifecycle = lifecycle });

        (await ListAsync()).Items.Select(row => row.Lifecycle).Should().Equal(Lifecycle.Pending, Lifecycle.Active);
        (await Rows.ListAsync(_person, Lifecycle.Active, KeepOrder.CreatedTs, All, default)).Items.Select(row => row.Lifecycle).Should().Equal(Lifecycle.Active);
        (await Rows.ListAsync(_person, Lifecycle.Pending, KeepOrder.CreatedTs, All, default)).Total.Should().Be(1);
    }

    [Fact]
    public async Task Given_ManyKeeps_When_ListedByCreation_Then_TheyComeInThatOrderAndTiesById()
    {
        var inOrder = new[] { Row(9, 0), Row(1, 1), Row(2, 1), Row(3, 2), Row(0, 3) };
        foreach (var row in inOrder.Reverse()) await PutAsync(row);

        (await ListAsync()).Items.Select(row => row.Id).Should().Equal(inOrder.Select(row => row.Id));
        (await ListAsync(All with { Descending = true })).Items.Select(row => row.Id).Should().Equal(inOrder.Reverse().Select(row => row.Id));
    }

    [Fact]
    public async Task Given_ManyKeeps_When_ListedByChange_Then_OneNeverChangedCountsFromItsCreation()
    {
        var inOrder = new[] { Row(3, 1), Row(2, 0) with { ModifiedTs = At(2) }, Row(1, 3) };
        foreach (var row in inOrder.Reverse()) await PutAsync(row);

        var listed = await Rows.ListAsync(_person, null, KeepOrder.ModifiedTs, All, default);

        listed.Items.Select(row => row.Id).Should().Equal(inOrder.Select(row => row.Id));
    }

    /// <summary>OPEN-46: keeps can be ordered by state.</summary>
    [Fact]
    public async Task Given_ManyKeeps_When_ListedByState_Then_TheyComeByTheWordAndTiesById()
    {
        var inOrder = new[] { Row(4, 1) with { Lifecycle = Lifecycle.Active }, Row(5, 0) with { Lifecycle = Lifecycle.Active }, Row(1, 2) with { Lifecycle = Lifecycle.Pending } };
        foreach (var row in inOrder.Reverse()) await PutAsync(row);

        (await Rows.ListAsync(_person, null, KeepOrder.State, All, default)).Items.Select(row => row.Id).Should().Equal(inOrder.Select(row => row.Id));
        (await Rows.ListAsync(_person, null, KeepOrder.State, All with { Descending = true }, default)).Items.Select(row => row.Id).Should().Equal(inOrder.Reverse().Select(row => row.Id));
    }

    /// <summary>Row 22: what waits for me is what I was asked for and have not answered.</summary>
    [Fact]
    public async Task Given_KeepsOfEveryLifecycle_When_TheRequestedOnesAreCounted_Then_OnlyPendingOnesThatTheyWereAskedForCount()
    {
        var (me, other) = (SampleRows.Keep.Requester with { Id = _person }, SampleRows.Keep.Requested);
        var number = 1;
        foreach (var lifecycle in Enum.GetValues<Lifecycle>())
        {
            await PutAsync(Row(number++, 0) with { Lifecycle = lifecycle, Requester = other, Requested = me });
            await PutAsync(Row(number++, 0) with { Lifecycle = lifecycle, Requester = me, Requested = other });
        }

        (await Rows.CountRequestedAsync(_person, default)).Should().Be(1);
        (await Rows.CountRequestedAsync(new UserId(Guid.CreateVersion7()), default)).Should().Be(0);
    }

    [Fact]
    public async Task Given_ManyKeeps_When_Paged_Then_EveryOneIsOnOnePageAndPastTheEndIsNothing()
    {
        for (var number = 1; number <= 5; number++) await PutAsync(Row(number, number));

        var pages = new List<Page<KeepRow>>();
        for (var number = 1; number <= 4; number++) pages.Add(await ListAsync(new PageRequest(number, 2)));

        pages.Select(page => page.Items.Count).Should().Equal(2, 2, 1, 0);
        pages.SelectMany(page => page.Items).Select(row => row.CreatedTs).Should().Equal(Enumerable.Range(1, 5).Select(At));
        pages.Should().OnlyContain(page => page.Total == 5 && page.Size == 2);
    }

    private static Timestamp At(int minute) => SampleStates.Now + TimeSpan.FromMinutes(minute);

    private static KeepRow Row(int number, int minute) => SampleRows.Keep with
    {
        Id = new KeepId(new Guid(number, 5, 0, [0, 0, 0, 0, 0, 0, 0, 0])),
        CreatedTs = At(minute),
        ModifiedTs = null,
        DeclinedBy = null,
    };

    private Task PutAsync(KeepRow row) => Rows.PutAsync(_person, row, default);

    private Task<Page<KeepRow>> ListAsync(PageRequest? page = null) => Rows.ListAsync(_person, null, KeepOrder.CreatedTs, page ?? All, default);
}
