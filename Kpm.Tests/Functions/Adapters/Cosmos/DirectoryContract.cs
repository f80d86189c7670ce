using Kpm.Core.Shared;
using Kpm.Core.Users.Keep;
using Kpm.Core.Users.Session;
using Kpm.Core.Users.User;
using Kpm.Functions.Adapters.Cosmos;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Functions.Adapters.Cosmos;

/// <summary>What every <see cref="IKeepDirectory"/> and <see cref="IUserDirectory"/> does (rows 8 and 21).</summary>
public abstract class DirectoryContract
{
    private static readonly PageRequest All = new(1, PageRequest.MaximumSize);

    protected abstract IKeepDirectory Keeps { get; }

    protected abstract IUserDirectory Users { get; }

    [Fact]
    public async Task Given_EveryMemberOfARow_When_Listed_Then_NothingIsLost()
    {
        await Keeps.PutAsync(SampleRows.Keep, default);
        await Users.PutAsync(SampleRows.User, default);

        (await Keeps.ListAsync(KeepOrder.CreatedTs, All, default)).Items.Should().ContainSingle().Which.Should().Be(SampleRows.Keep);
        (await Users.ListAsync(All, default)).Items.Should().ContainSingle().Which.Should().BeEquivalentTo(SampleRows.User, options => options.WithStrictOrdering());
    }

    [Fact]
    public async Task Given_Rows_When_OlderAndNewerVersionsCome_Then_TheNewestStands()
    {
        foreach (var version in new[] { 3, 2, 4, 4, 1 })
        {
            await Keeps.PutAsync(SampleRows.Keep with { Revision = version }, default);
            await Users.PutAsync(SampleRows.User with { Version = version, PublicName = $"{version}" }, default);
        }

        (await Keeps.ListAsync(KeepOrder.CreatedTs, All, default)).Items.Should().ContainSingle().Which.Revision.Should().Be(4);
        (await Users.ListAsync(All, default)).Items.Should().ContainSingle().Which.PublicName.Should().Be("4");
    }

    /// <summary>A rebuild repairs what an earlier program made of the same version.</summary>
    [Fact]
    public async Task Given_ARow_When_TheSameVersionComesWithOtherContent_Then_ThatStands()
    {
        await Users.PutAsync(SampleRows.User with { PublicName = "before" }, default);
        await Users.PutAsync(SampleRows.User with { PublicName = "after" }, default);

        (await Users.ListAsync(All, default)).Items.Should().ContainSingle().Which.PublicName.Should().Be("after");
    }

    [Theory]
    [InlineData(KeepOrder.CreatedTs, new[] { 1, 2, 3, 4 })]
    [InlineData(KeepOrder.ModifiedTs, new[] { 2, 3, 4, 1 })]
    [InlineData(KeepOrder.State, new[] { 3, 2, 1, 4 })]
    public async Task Given_KeepsInEveryState_When_Ordered_Then_AllComeAndTiesById(KeepOrder order, int[] numbers)
    {
        foreach (var row in new[] { Keep(4, 2, Lifecycle.Removed), Keep(3, 2, Lifecycle.Active), Keep(2, 1, Lifecycle.Pending), Keep(1, 0, Lifecycle.Removed) with { ModifiedTs = At(9) } })
            await Keeps.PutAsync(row, default);

        var page = await Keeps.ListAsync(order, All, default);
        page.Total.Should().Be(4);
        page.Items.Select(row => row.Id).Should().Equal(numbers.Select(KeepNo));
        (await Keeps.ListAsync(order, new PageRequest(2, 3, Descending: true), default)).Items.Select(row => row.Id).Should().Equal(KeepNo(numbers[0]));
    }

    [Fact]
    public async Task Given_ManyUsers_When_Paged_Then_TheyComeByCreationAndTiesById()
    {
        foreach (var (number, minute) in new[] { (3, 1), (9, 0), (2, 1), (1, 5) }) await Users.PutAsync(SampleRows.User with { Id = SampleStates.User(number), CreatedTs = At(minute) }, default);

        var pages = new[] { await Users.ListAsync(new PageRequest(1, 3), default), await Users.ListAsync(new PageRequest(2, 3), default), await Users.ListAsync(new PageRequest(3, 3), default) };
        pages.SelectMany(page => page.Items).Select(row => row.Id).Should().Equal(new[] { 9, 2, 3, 1 }.Select(SampleStates.User));
        pages.Should().OnlyContain(page => page.Total == 4);
        (await Users.ListAsync(new PageRequest(1, 1, Descending: true), default)).Items.Single().Id.Should().Be(SampleStates.User(1));
    }

    private static Timestamp At(int minute) => SampleStates.Now + TimeSpan.FromMinutes(minute);

    private static KeepId KeepNo(int number) => new(new Guid(number, 6, 0, [0, 0, 0, 0, 0, 0, 0, 0]));

    private static KeepRow Keep(int number, int minute, Lifecycle lifecycle) =>
        SampleRows.Keep with { Id = KeepNo(number), CreatedTs = At(minute), ModifiedTs = null, Lifecycle = lifecycle };
}

public sealed class InMemoryDirectoryTests : DirectoryContract
{
    protected override IKeepDirectory Keeps { get; } = new InMemoryKeepDirectory();

    protected override IUserDirectory Users { get; } = new InMemoryUserDirectory();
}

[Collection(nameof(LocalStores))]
public sealed class CosmosDirectoryTests(LocalStores stores) : DirectoryContract
{
    protected override IKeepDirectory Keeps { get; } = new KeepDirectory(stores.Database, $"keeps-{Guid.NewGuid()}");

    protected override IUserDirectory Users { get; } = new UserDirectory(stores.Database, $"users-{Guid.NewGuid()}");
}

/// <summary>Walking over all aggregates of one kind.</summary>
[Collection(nameof(LocalStores))]
public sealed class IdPagesTests(LocalStores stores)
{
    [Fact]
    public async Task Given_ManyKeeps_When_WalkedOverInPages_Then_EachComesOnceAndItEnds()
    {
        var keeps = new KeepStore(stores.Store(KeepStore.Mapping));
        var added = Enumerable.Range(0, 7).Select(_ => new KeepId(Guid.CreateVersion7())).ToList();
        foreach (var id in added) await keeps.AddAsync(TrustedKeep.Request(id, SampleStates.Anna, SampleStates.Ben, null, SampleStates.Now).Value, default);

        var found = await WalkAsync(new IdPages<KeepId>(stores.Database, "keeps", "keep", size: 3));

        found.Should().OnlyHaveUniqueItems().And.Contain(added);
    }

    [Fact]
    public async Task Given_AContainerOfSeveralKinds_When_WalkedOver_Then_OneKindComes()
    {
        var user = new UserId(Guid.CreateVersion7());
        await new UserStore(stores.Store(UserStore.Mapping)).AddAsync(UserAccount.Load(user, SampleStates.Account, 1), default);
        var session = LoginSession.Load(new SessionId(Guid.CreateVersion7()), SampleStates.Session with { User = user }, 1);
        await new SessionStore(stores.Store(SessionStore.Mapping)).AddAsync(session, default);

        var found = await WalkAsync(new IdPages<UserId>(stores.Database, "users", "user"));

        found.Select(id => id.Value).Should().Contain(user.Value).And.NotContain(session.Id.Value);
    }

    /// <summary>A page may be empty and yet not the last.</summary>
    private static async Task<IReadOnlyList<TId>> WalkAsync<TId>(IIdPages<TId> pages) where TId : struct, IEntityId<TId>
    {
        var found = new List<TId>();
        var page = new IdPage<TId>([], null);
        do
        {
            page = await pages.ReadAsync(page.Next, default);
            found.AddRange(page.Ids);
        }
        while (page.Next is not null);

        return found;
    }
}
