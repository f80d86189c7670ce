using Kpm.Core.Assets;
using Kpm.Core.Shared;
using Kpm.Functions.Adapters.Cosmos.Assets;
using Kpm.Tests.Core.Assets;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Functions.Adapters.Cosmos;

/// <summary>What every <see cref="IRehearsals"/> does, seen as a repository of one person's rehearsals.</summary>
public abstract class RehearsalsContract : RepositoryContract<Rehearsal, RehearsalId, RehearsalState>
{
    protected RehearsalsContract() => Repository = new RehearsalsOfOne(() => Rehearsals);

    protected abstract IRehearsals Rehearsals { get; }

    protected override IRepository<Rehearsal, RehearsalId> Repository { get; }

    protected override RehearsalState EveryMember => SampleStates.Rehearsal;

    protected override Rehearsal Load(RehearsalId id, RehearsalState state, long version) => Rehearsal.Load(id, state, version);

    protected override Rehearsal New() => New(SampleStates.Anna, new ReleaseId(Guid.CreateVersion7()), SampleStates.Now);

    protected override void Change(Rehearsal aggregate) => aggregate.Fail("key_missing", SampleStates.Now);

    [Fact]
    public async Task Given_ARehearsal_When_FoundUnderAnotherOwner_Then_ThereIsNothing()
    {
        var rehearsal = New();
        await Rehearsals.AddAsync(rehearsal, default);

        (await Rehearsals.FindAsync(SampleStates.Ben, rehearsal.Id, default)).Should().BeNull();
    }

    [Fact]
    public async Task Given_RehearsalsOfTwoPlans_When_Listed_Then_EachHasItsOwnNewestFirst()
    {
        var (owner, one, other) = (new UserId(Guid.CreateVersion7()), new ReleaseId(Guid.CreateVersion7()), new ReleaseId(Guid.CreateVersion7()));
        var rehearsals = new[] { 2, 3, 1 }.Select(hours => New(owner, one, SampleStates.Now + TimeSpan.FromHours(hours))).ToList();
        foreach (var rehearsal in rehearsals) await Rehearsals.AddAsync(rehearsal, default);
        await Rehearsals.AddAsync(New(owner, other, SampleStates.Now), default);

        (await PageAsync(owner, one, 1)).Items.Select(rehearsal => rehearsal.Id).Should().Equal(rehearsals[1].Id, rehearsals[0].Id, rehearsals[2].Id);
        (await Rehearsals.FindIdsAsync(owner, default)).Should().HaveCount(4).And.OnlyHaveUniqueItems();
        (await PageAsync(SampleStates.Ben, one, 1)).Should().BeEquivalentTo(new Page<Rehearsal>([], 0, 1, 50));
    }

    [Fact]
    public async Task Given_MoreRehearsalsThanAPageHolds_When_Listed_Then_EachPageGoesOnWhereTheOneBeforeEnded()
    {
        var (owner, release) = (new UserId(Guid.CreateVersion7()), new ReleaseId(Guid.CreateVersion7()));
        var newest = new[] { 5, 4, 3, 2, 1 }.Select(hours => New(owner, release, SampleStates.Now + TimeSpan.FromHours(hours))).ToList();
        foreach (var rehearsal in newest) await Rehearsals.AddAsync(rehearsal, default);

        for (var number = 1; number <= 4; number++)
        {
            var page = await PageAsync(owner, release, number, size: 2);
            page.Items.Select(rehearsal => rehearsal.Id).Should().Equal(newest.Skip(2 * (number - 1)).Take(2).Select(rehearsal => rehearsal.Id));
            (page.Total, page.Number, page.Size).Should().Be((5, number, 2));
        }
    }

    [Fact]
    public async Task Given_RehearsalsWithAndWithoutResult_When_TheLatestIsSought_Then_ItIsTheLastWithOne()
    {
        var (owner, release) = (new UserId(Guid.CreateVersion7()), new ReleaseId(Guid.CreateVersion7()));
        var rehearsals = new[] { 1, 2, 3, 4 }.Select(hours => New(owner, release, SampleStates.Now + TimeSpan.FromHours(hours))).ToList();
        foreach (var (number, rehearsal) in rehearsals.Index())
        {
            if (number == 0) rehearsal.Finish(SampleStates.Rehearsal.Sealed, passed: true, SampleStates.Now + TimeSpan.FromDays(1));
            if (number == 1) rehearsal.Finish(SampleStates.Rehearsal.Sealed, passed: false, SampleStates.Now + TimeSpan.FromDays(2));
            if (number == 2) rehearsal.Fail("key_missing", SampleStates.Now + TimeSpan.FromDays(3));
            await Rehearsals.AddAsync(rehearsal, default);
        }

        var last = await Rehearsals.FindLastAsync(owner, [release, new ReleaseId(Guid.CreateVersion7())], default);

        last.Should().BeEquivalentTo(new Dictionary<ReleaseId, LastRehearsal> { [release] = new(rehearsals[1].Id, SampleStates.Now + TimeSpan.FromDays(2), false, false) });
    }

    [Fact]
    public async Task Given_WhatARehearsalDependsOn_When_ItIsSoughtByThat_Then_ItIsFoundUntilItIsStale()
    {
        var rehearsal = New();
        await Rehearsals.AddAsync(rehearsal, default);
        var thing = rehearsal.State.Release.ToString();
        (await Rehearsals.FindDependingOnAsync(thing, default)).Should().Equal((SampleStates.Anna, rehearsal.Id));

        var found = (await Rehearsals.FindAsync(SampleStates.Anna, rehearsal.Id, default))!;
        found.Heed(new PlanChange([thing], null, SampleStates.Now), SampleStates.Now);
        await Rehearsals.SaveAsync(found, default);

        (await Rehearsals.FindDependingOnAsync(thing, default)).Should().BeEmpty();
    }

    private Task<Page<Rehearsal>> PageAsync(UserId owner, ReleaseId release, int number, int size = 50) => Rehearsals.ListAsync(owner, release, new PageRequest(number, size), default);

    private static Rehearsal New(UserId owner, ReleaseId release, Timestamp at)
    {
        var plan = AssetRelease.Schedule(release, owner, AssetWorld.Plan([SampleStates.AssetNo(1)], [SampleStates.Ben]), SampleStates.Rehearsal.Sealed, at);
        return Rehearsal.Request(new RehearsalId(Guid.CreateVersion7()), plan, at, SampleStates.Rehearsal.Sealed, at).Value;
    }

    private sealed class RehearsalsOfOne(Func<IRehearsals> rehearsals) : IRepository<Rehearsal, RehearsalId>
    {
        public Task<Rehearsal?> FindAsync(RehearsalId id, CancellationToken cancellationToken) => rehearsals().FindAsync(SampleStates.Anna, id, cancellationToken);

        public Task<bool> AddAsync(Rehearsal aggregate, CancellationToken cancellationToken) => rehearsals().AddAsync(aggregate, cancellationToken);

        public Task SaveAsync(Rehearsal aggregate, CancellationToken cancellationToken) => rehearsals().SaveAsync(aggregate, cancellationToken);
    }
}

public sealed class InMemoryRehearsalsTests : RehearsalsContract
{
    private readonly InMemoryRehearsals _rehearsals = new();

    protected override IRehearsals Rehearsals => _rehearsals;

    protected override Task<IReadOnlyList<string>> CommittedAsync(Rehearsal aggregate) => _rehearsals.CommittedAsync(aggregate.Id);
}

[Collection(nameof(LocalStores))]
public sealed class CosmosRehearsalsTests(LocalStores stores) : RehearsalsContract
{
    protected override IRehearsals Rehearsals { get; } = new RehearsalStore(stores.Store(RehearsalStore.Mapping), stores.Database);

    protected override Task<IReadOnlyList<string>> CommittedAsync(Rehearsal aggregate) => stores.OutboxAsync("rehearsals", aggregate.Id.ToString(), aggregate.State.Owner.ToString());
}
