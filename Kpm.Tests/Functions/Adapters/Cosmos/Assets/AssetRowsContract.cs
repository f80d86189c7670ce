using System.Collections.Immutable;
using Kpm.Core.Assets;
using Kpm.Core.Shared;

namespace Kpm.Tests.Functions.Adapters.Cosmos.Assets;

/// <summary>What every <see cref="IAssetRows"/> does, as <see cref="IAssetList"/> shows it.</summary>
public abstract class AssetRowsContract
{
    private static readonly PageRequest All = new(1, PageRequest.MaximumSize);
    private readonly UserId _owner = new(Guid.CreateVersion7());

    protected abstract IAssetRows Rows { get; }

    protected abstract IAssetList List { get; }

    [Fact]
    public async Task Given_Nobody_When_Listed_Then_ThePageIsEmpty() =>
        (await ListAsync()).Should().BeEquivalentTo(new Page<AssetRow>([], 0, 1, PageRequest.MaximumSize));

    [Fact]
    public async Task Given_EveryMemberOfARow_When_Listed_Then_NothingIsLost()
    {
        await PutAsync(SampleRows.Asset);

        (await ListAsync()).Items.Should().ContainSingle().Which.Should().BeEquivalentTo(SampleRows.Asset, options => options.WithStrictOrdering());
    }

    [Fact]
    public async Task Given_ARow_When_PutAgainOrInANewerVersion_Then_ThereIsOneRowAndTheNewerStands()
    {
        await PutAsync(SampleRows.Asset);
        await PutAsync(SampleRows.Asset);
        await PutAsync(SampleRows.Asset with { Version = 3 });

        (await ListAsync()).Items.Should().ContainSingle().Which.Version.Should().Be(3);
    }

    [Fact]
    public async Task Given_ARow_When_AnOlderVersionComesLate_Then_TheNewerStays()
    {
        await PutAsync(SampleRows.Asset with { Version = 3, IsHidden = true });

        await PutAsync(SampleRows.Asset);

        (await ListAsync()).Items.Should().BeEmpty("the asset is hidden");
    }

    [Fact]
    public async Task Given_ManyVersionsOfARow_When_TheyArePutAtOnce_Then_TheNewestStands()
    {
        await Task.WhenAll(Enumerable.Range(1, 10).Select(version => SampleRows.PutUntilStoredAsync(() => PutAsync(SampleRows.Asset with { Version = version }))));

        (await ListAsync()).Items.Should().ContainSingle().Which.Version.Should().Be(10);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Given_ARemovedRow_When_AnOlderVersionComesLate_Then_ItDoesNotComeBackButANewerOneDoes(bool wasThere)
    {
        if (wasThere) await PutAsync(SampleRows.Asset);
        await RemoveAsync(5);
        await RemoveAsync(5);

        await PutAsync(SampleRows.Asset with { Version = 4 });
        (await ListAsync()).Total.Should().Be(0);

        await PutAsync(SampleRows.Asset with { Version = 6 });
        (await ListAsync()).Items.Should().ContainSingle().Which.Version.Should().Be(6);
    }

    [Fact]
    public async Task Given_ARow_When_AnOlderRemovalComesLate_Then_ItStays()
    {
        await PutAsync(SampleRows.Asset with { Version = 5 });

        await RemoveAsync(4);

        (await ListAsync()).Items.Should().ContainSingle().Which.Version.Should().Be(5);
    }

    [Fact]
    public async Task Given_TwoOwners_When_OneListsOrLosesARow_Then_OnlyTheirOwnIsMeant()
    {
        var other = new UserId(Guid.CreateVersion7());
        await Rows.PutAsync(other, SampleRows.Asset, default);
        (await ListAsync()).Total.Should().Be(0);

        await RemoveAsync(5);

        (await ListAsync(owner: other)).Total.Should().Be(1);
    }

    [Fact]
    public async Task Given_AssetsThatWaitOrAreHidden_When_Listed_Then_OnlyTheActiveOneComes()
    {
        await PutAsync(Row(1, 0) with { Lifecycle = Lifecycle.Pending });
        await PutAsync(Row(2, 0));
        await PutAsync(Row(3, 0) with { IsHidden = true });

        (await ListAsync()).Items.Should().ContainSingle().Which.Id.Should().Be(SampleStates.AssetNo(2));
    }

    [Fact]
    public async Task Given_MarksAndMediaTypes_When_Filtered_Then_OnlyThoseAskedForCome()
    {
        await PutAsync(Row(1, 1) with { Bookmarked = true, FileType = "image/png" });
        await PutAsync(Row(2, 2) with { Bookmarked = false, FileType = "image/jpeg" });
        await PutAsync(Row(3, 3) with { Bookmarked = true, FileType = "video/mp4" });

        (await NumbersAsync(bookmarked: true)).Should().Equal(1, 3);
        (await NumbersAsync(bookmarked: false)).Should().Equal(2);
        (await NumbersAsync(fileTypes: ["image/png", "image/jpeg"])).Should().Equal(1, 2);
        (await NumbersAsync(bookmarked: true, fileTypes: ["video/mp4", "image/jpeg"])).Should().Equal(3);
    }

    [Fact]
    public async Task Given_ManyAssets_When_ListedByCreation_Then_TheyComeInThatOrderAndTiesById()
    {
        foreach (var row in new[] { Row(3, 2), Row(2, 1), Row(1, 1), Row(9, 0) }) await PutAsync(row);

        (await NumbersAsync()).Should().Equal(9, 1, 2, 3);
        (await NumbersAsync(descending: true)).Should().Equal(3, 2, 1, 9);
    }

    /// <summary>One row lies before the others by the order in question, and after them by its id.</summary>
    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Given_AnyOrder_When_Listed_Then_ItDecidesAndTiesGoById(AssetOrder order)
    {
        await PutAsync(Smaller(order, Row(9, 1)));
        await PutAsync(Row(2, 1));
        await PutAsync(Row(1, 1));

        (await NumbersAsync(order: order)).Should().Equal(9, 1, 2);
        (await NumbersAsync(order: order, descending: true)).Should().Equal(2, 1, 9);
    }

    [Theory]
    [InlineData(AssetOrder.CreatedTs)]
    [InlineData(AssetOrder.FileName)]
    public async Task Given_ManyAssets_When_Paged_Then_EveryOneIsOnOnePageAndPastTheEndIsNothing(AssetOrder order)
    {
        for (var number = 1; number <= 5; number++) await PutAsync(Row(number, number));

        var pages = new List<Page<AssetRow>>();
        for (var number = 1; number <= 4; number++) pages.Add(await ListAsync(new AssetListQuery(new PageRequest(number, 2), order, null, [])));

        pages.Select(page => page.Items.Count).Should().Equal(2, 2, 1, 0);
        pages.SelectMany(page => page.Items).Select(NumberOf).Should().Equal(1, 2, 3, 4, 5);
        pages.Should().OnlyContain(page => page.Total == 5 && page.Size == 2);
    }

    public static TheoryData<AssetOrder> Orders() => new(Enum.GetValues<AssetOrder>().Where(order => order != AssetOrder.State));

    private static AssetRow Smaller(AssetOrder order, AssetRow row) => order switch
    {
        AssetOrder.CreatedTs => row with { CreatedTs = SampleStates.Now },
        AssetOrder.ModifiedTs => row with { ModifiedTs = SampleStates.Now },
        AssetOrder.Title => row with { Content = row.Content with { Title = "A" } },
        AssetOrder.Description => row with { Content = row.Content with { Description = "A" } },
        AssetOrder.CreatedDate => row with { Content = row.Content with { CreatedDate = null } },
        AssetOrder.Location => row with { Content = row.Content with { Location = "a" } },
        AssetOrder.Bookmarked => row with { Bookmarked = false },
        AssetOrder.ExtraPrivate => row with { ExtraPrivate = false },
        AssetOrder.FileType => row with { FileType = "audio/aac" },
        AssetOrder.FileName => row with { Content = row.Content with { FileName = "A.jpg" } },
        AssetOrder.FileSizeBytes => row with { SizeBytes = 1 },
        AssetOrder.State => throw new ArgumentOutOfRangeException(nameof(order), "Only active assets are listed."),
    };

    private static AssetRow Row(int number, int minute) => SampleRows.Asset with
    {
        Id = SampleStates.AssetNo(number),
        CreatedTs = SampleStates.Now + TimeSpan.FromMinutes(minute),
        ModifiedTs = null,
        Content = SampleRows.Asset.Content with { Title = "b", Description = "b", CreatedDate = "b", Location = "b", FileName = "b.jpg" },
    };

    private static int NumberOf(AssetRow row) => Enumerable.Range(1, 9).Single(number => SampleStates.AssetNo(number) == row.Id);

    private Task PutAsync(AssetRow row) => Rows.PutAsync(_owner, row, default);

    private Task RemoveAsync(long version) => Rows.RemoveAsync(_owner, SampleRows.Asset.Id, version, default);

    private async Task<Page<AssetRow>> ListAsync(AssetListQuery? query = null, UserId? owner = null) =>
        (await List.PageAsync(owner ?? _owner, query ?? new AssetListQuery(All, AssetOrder.CreatedTs, null, []), default)).Value;

    private async Task<IEnumerable<int>> NumbersAsync(
        AssetOrder order = AssetOrder.CreatedTs, bool descending = false, bool? bookmarked = null, ImmutableArray<string>? fileTypes = null) =>
        (await ListAsync(new AssetListQuery(All with { Descending = descending }, order, bookmarked, fileTypes ?? []))).Items.Select(NumberOf);
}
