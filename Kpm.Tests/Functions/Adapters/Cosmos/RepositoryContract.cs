using System.Collections;
using Kpm.Core.Shared;

namespace Kpm.Tests.Functions.Adapters.Cosmos;

/// <summary>What every <see cref="IRepository{TAggregate, TId}"/> does.</summary>
public abstract class RepositoryContract<TAggregate, TId, TState>
    where TAggregate : AggregateRoot<TId, TState>
    where TId : struct, IEntityId<TId>
    where TState : AggregateState
{
    private const int Racers = 10;

    protected static TId NewId() => TId.Of(Guid.CreateVersion7());

    protected abstract IRepository<TAggregate, TId> Repository { get; }

    /// <summary>A state in which every member has a value.</summary>
    protected abstract TState EveryMember { get; }

    protected abstract TAggregate Load(TId id, TState state, long version);

    /// <summary>A new aggregate that nobody stored yet.</summary>
    protected abstract TAggregate New();

    /// <summary>Changes a new aggregate once.</summary>
    protected abstract void Change(TAggregate aggregate);

    /// <summary>The ids of the events of this aggregate that were committed, oldest first.</summary>
    protected abstract Task<IReadOnlyList<string>> CommittedAsync(TAggregate aggregate);

    [Fact]
    public async Task Given_AnUnknownId_When_Found_Then_ThereIsNothing() => (await Repository.FindAsync(NewId(), default)).Should().BeNull();

    [Fact]
    public void Given_TheSample_When_LookedAt_Then_EveryMemberHasAValue() =>
        EveryMember.GetType().GetProperties().Where(member => member.CanWrite && !HasValue(member.GetValue(EveryMember))).Select(member => member.Name).Should().BeEmpty();

    [Fact]
    public async Task Given_EveryMemberOfAState_When_StoredAndFound_Then_NothingIsLost()
    {
        var stored = Load(NewId(), EveryMember, 7);

        (await Repository.AddAsync(stored, default)).Should().BeTrue();

        var found = await FindAsync(stored);
        found.State.Should().BeEquivalentTo(EveryMember, options => options.WithStrictOrdering());
        (found.Id, found.Version, found.StoredVersion, found.HasChanged).Should().Be((stored.Id, 7, 7, false));
    }

    [Fact]
    public async Task Given_ANewAggregate_When_Found_Then_ItIsAsItWasStoredAndItsEventsAreCommitted()
    {
        var stored = New();

        (await Repository.AddAsync(stored, default)).Should().BeTrue();

        var found = await FindAsync(stored);
        found.State.Should().BeEquivalentTo(stored.State, options => options.WithStrictOrdering());
        found.RaisedEvents.Should().BeEmpty();
        (await CommittedAsync(stored)).Should().Equal(EventsOf(stored));
    }

    [Fact]
    public async Task Given_AnIdThatIsTaken_When_Added_Then_NothingIsChanged()
    {
        var first = New();
        await Repository.AddAsync(first, default);

        (await Repository.AddAsync(Load(first.Id, EveryMember, 9), default)).Should().BeFalse();

        (await FindAsync(first)).Version.Should().Be(first.Version);
        (await CommittedAsync(first)).Should().Equal(EventsOf(first));
    }

    [Fact]
    public async Task Given_ManyWhoAddOneId_When_TheyRace_Then_OneWins()
    {
        var id = New();

        var added = await Task.WhenAll(Enumerable.Range(1, Racers).Select(version => Repository.AddAsync(Load(id.Id, id.State, version), default)));

        added.Count(won => won).Should().Be(1);
        (await FindAsync(id)).Version.Should().Be(Array.IndexOf(added, true) + 1);
    }

    [Fact]
    public async Task Given_AChange_When_Saved_Then_StateVersionAndEventsAreStoredTogether()
    {
        var first = New();
        await Repository.AddAsync(first, default);
        var changed = await FindAsync(first);
        Change(changed);

        await Repository.SaveAsync(changed, default);

        var found = await FindAsync(first);
        found.State.Should().BeEquivalentTo(changed.State, options => options.WithStrictOrdering());
        found.Version.Should().Be(changed.Version).And.BeGreaterThan(first.Version);
        (await CommittedAsync(first)).Should().Equal([.. EventsOf(first), .. EventsOf(changed)]);
    }

    [Fact]
    public async Task Given_AStaleAggregate_When_Saved_Then_ItConflictsAndNothingOfItIsStored()
    {
        var first = New();
        await Repository.AddAsync(first, default);
        var (fast, slow) = (await FindAsync(first), await FindAsync(first));
        Change(fast);
        Change(slow);
        await Repository.SaveAsync(fast, default);

        await FluentActions.Awaiting(() => Repository.SaveAsync(slow, default)).Should().ThrowAsync<ConcurrencyConflictException>();

        (await FindAsync(first)).Version.Should().Be(fast.Version);
        (await CommittedAsync(first)).Should().Equal([.. EventsOf(first), .. EventsOf(fast)]);
    }

    [Fact]
    public async Task Given_AStaleAggregateWithoutChanges_When_Saved_Then_NothingHappens()
    {
        var first = New();
        await Repository.AddAsync(first, default);
        var (changed, unchanged) = (await FindAsync(first), await FindAsync(first));
        Change(changed);
        await Repository.SaveAsync(changed, default);

        await Repository.SaveAsync(unchanged, default);

        (await FindAsync(first)).Version.Should().Be(changed.Version);
    }

    [Fact]
    public async Task Given_ManyWhoLoadedOneVersion_When_TheySaveAtOnce_Then_OneWinsAndTheOthersConflict()
    {
        var first = New();
        await Repository.AddAsync(first, default);
        var loaded = await Task.WhenAll(Enumerable.Range(0, Racers).Select(_ => FindAsync(first)));
        foreach (var aggregate in loaded) Change(aggregate);

        var won = await Task.WhenAll(loaded.Select(IsSavedAsync));

        won.Count(saved => saved).Should().Be(1);
        (await CommittedAsync(first)).Should().Equal([.. EventsOf(first), .. EventsOf(loaded[0])]);
    }

    private static bool HasValue(object? value) => value switch
    {
        null => false,
        string text => text.Length > 0,
        IEnumerable items => items.Cast<object>().Any(),
        _ => !value.GetType().IsValueType || !value.Equals(Activator.CreateInstance(value.GetType())),
    };

    private static IEnumerable<string> EventsOf(TAggregate aggregate) => aggregate.RaisedEvents.Select(raised => raised.EventId);

    private async Task<TAggregate> FindAsync(TAggregate aggregate) => (await Repository.FindAsync(aggregate.Id, default))!;

    private async Task<bool> IsSavedAsync(TAggregate aggregate)
    {
        try
        {
            await Repository.SaveAsync(aggregate, default);
            return true;
        }
        catch (ConcurrencyConflictException)
        {
            return false;
        }
    }
}
