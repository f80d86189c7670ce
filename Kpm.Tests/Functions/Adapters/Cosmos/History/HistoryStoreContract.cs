using Kpm.Core.Shared;
using Kpm.Core.Shared.History;
using Kpm.Core.Shared.Sealing;
using Kpm.Functions.Adapters.Cosmos;
using Kpm.Functions.Adapters.Sealing;
using Kpm.Tests.Fakes;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Adapters.Cosmos.History;

/// <summary>What every <see cref="IHistoryStore"/> does.</summary>
public abstract class HistoryStoreContract
{
    private static readonly PageRequest All = new(1, PageRequest.MaximumSize);
    private readonly UserId _person = new(Guid.CreateVersion7());

    protected HistoryStoreContract() => Sealer = new ContentSealer(Keys, KpmJson.Options);

    protected InMemoryUserKeys Keys { get; } = new();

    protected ContentSealer Sealer { get; }

    protected abstract IHistoryStore Store { get; }

    [Fact]
    public async Task Given_Nobody_When_Read_Then_ThereIsNothing()
    {
        (await Store.FindHeadAsync(_person, default)).Should().BeNull();
        (await Store.PageAsync(_person, All, default)).Should().BeEquivalentTo(new Page<HistoryEntry>([], 0, 1, PageRequest.MaximumSize));
        (await ReadAsync(_person)).Should().BeEmpty();
    }

    [Fact]
    public async Task Given_Entries_When_Read_Then_NothingIsLostAndTheHeadIsThatOfTheLast()
    {
        var written = new List<HistoryEntry> { await AppendAsync(1), await AppendAsync(2), await AppendAsync(3) };

        (await ReadAsync(_person)).Should().BeEquivalentTo(written, options => options.WithStrictOrdering());
        var head = (await Store.FindHeadAsync(_person, default))!;
        (head.Sequence, head.Hash).Should().Be((3, written[2].Hash));
        WalkedChain.Of(_person, await ReadAsync(_person), head).Should().Be(new WalkedChain(3, IsIntact: true));
        foreach (var entry in await ReadAsync(_person))
            (await OpenAsync(entry)).Should().BeEquivalentTo(SampleHistory.Content, options => options.WithStrictOrdering());
    }

    [Fact]
    public async Task Given_AnEntryThatIsThere_When_AppendedAgain_Then_NothingChangesWhateverBecameOfTheHead()
    {
        var start = HistoryChain.Start(_person);
        var first = await AppendAsync(1);
        await AppendAsync(2);
        var (entries, head) = (await ReadAsync(_person), await Store.FindHeadAsync(_person, default));

        (await Store.TryAppendAsync(_person, first, start, default)).Should().BeTrue();
        (await Store.TryAppendAsync(_person, HistoryChain.Next(head!, first.Id, first.Occurred, first.Sealed), head!, default)).Should().BeTrue();

        (await ReadAsync(_person)).Should().BeEquivalentTo(entries, options => options.WithStrictOrdering());
        (await Store.FindHeadAsync(_person, default)).Should().Be(head);
    }

    [Fact]
    public async Task Given_AHeadThatChangedSince_When_Appended_Then_NothingIsStored()
    {
        var start = HistoryChain.Start(_person);
        await AppendAsync(1);
        var head = (await Store.FindHeadAsync(_person, default))!;
        await AppendAsync(2);

        (await Store.TryAppendAsync(_person, await EntryAsync(start, 3), start, default)).Should().BeFalse();
        (await Store.TryAppendAsync(_person, await EntryAsync(head, 3), head, default)).Should().BeFalse();

        (await ReadAsync(_person)).Should().HaveCount(2);
    }

    [Fact]
    public async Task Given_ManyAppendersAtOnce_When_TheyAreDone_Then_EveryStepIsThereOnceInAnIntactChain()
    {
        var book = new HistoryBook(Store, Sealer, new FakeClock(SampleStates.Now));

        await Task.WhenAll(Enumerable.Range(0, 24).Select(number => SampleRows.PutUntilStoredAsync(() => book.AppendAsync(_person, SampleHistory.Step(number / 2), default))));

        var entries = await ReadAsync(_person);
        entries.Select(entry => entry.Id).Should().BeEquivalentTo(Enumerable.Range(0, 12).Select(number => HistoryEntry.IdOf(_person, SampleHistory.Step(number).Cause)));
        WalkedChain.Of(_person, entries, await Store.FindHeadAsync(_person, default)).Should().Be(new WalkedChain(12, IsIntact: true));
    }

    [Fact]
    public async Task Given_ManyEntries_When_Paged_Then_EveryOneIsOnOnePageInTheOrderOfTheChain()
    {
        for (var number = 1; number <= 12; number++) await AppendAsync(number);

        var pages = new List<Page<HistoryEntry>>();
        for (var number = 1; number <= 4; number++) pages.Add(await Store.PageAsync(_person, new PageRequest(number, 5, Descending: true), default));

        pages.Select(page => page.Items.Count).Should().Equal(5, 5, 2, 0);
        pages.SelectMany(page => page.Items).Select(entry => entry.Sequence).Should().Equal(12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1);
        pages.Should().OnlyContain(page => page.Total == 12 && page.Size == 5);
        (await Store.PageAsync(_person, new PageRequest(1, 2), default)).Items.Select(entry => entry.Sequence).Should().Equal(1, 2);
    }

    [Fact]
    public async Task Given_ManyEntries_When_SomeAreAskedFor_Then_TheyComeInTheOrderOfTheChain()
    {
        var written = new List<HistoryEntry>();
        for (var number = 1; number <= 12; number++) written.Add(await AppendAsync(number));

        (await Store.RangeAsync(_person, 9, 11, default)).Should().BeEquivalentTo(written[8..11], options => options.WithStrictOrdering());
        (await Store.RangeAsync(_person, 0, 1, default)).Should().BeEquivalentTo(written[..1]);
        (await Store.FindAsync(_person, written[4].Id, default)).Should().BeEquivalentTo(written[4]);
        (await Store.FindAsync(_person, HistoryEntry.IdOf(_person, "nothing"), default)).Should().BeNull();
    }

    [Fact]
    public async Task Given_AnEntryThatTellsOfAReceipt_When_Read_Then_ItsDigestIsThereAndInTheChain()
    {
        var (step, receipt) = (SampleHistory.Step(1), new string('a', 64));
        await new HistoryBook(Store, Sealer, new FakeClock(SampleStates.Now)).AppendAsync(_person, step with { Receipt = receipt }, default);

        var entry = (await ReadAsync(_person)).Should().ContainSingle().Subject;

        entry.Receipt.Should().Be(receipt);
        var head = await Store.FindHeadAsync(_person, default);
        WalkedChain.Of(_person, [entry], head).IsIntact.Should().BeTrue();
        WalkedChain.Of(_person, [entry with { Receipt = null }], head).IsIntact.Should().BeFalse();
        WalkedChain.Of(_person, [entry with { Receipt = new string('b', 64) }], head).IsIntact.Should().BeFalse();
    }

    [Fact]
    public async Task Given_AHistoryThatGoesOn_When_ItsHeadIsSigned_Then_ItIsDueNoMoreUntilItGoesOnAgain()
    {
        var book = new HistoryBook(Store, Sealer, new FakeClock(new Timestamp(86_400_000L * 20_000 + 5)));
        await book.AppendAsync(_person, SampleHistory.Step(1), default);
        var first = (await Store.FindHeadAsync(_person, default))!;
        await book.AppendAsync(_person, SampleHistory.Step(2), default);
        var second = (await Store.FindHeadAsync(_person, default))!;
        new[] { first.SignAt, second.SignAt }.Should().AllBeEquivalentTo((Timestamp?)new Timestamp(86_400_000L * 20_001));

        await Store.MarkSignedAsync(_person, first, default);
        (await Store.FindHeadAsync(_person, default))!.SignAt.Should().NotBeNull("another is the head since");
        await Store.MarkSignedAsync(_person, second, default);

        var signed = (await Store.FindHeadAsync(_person, default))!;
        (signed.Sequence, signed.Hash, signed.SignAt).Should().Be((2, second.Hash, null));
        await book.AppendAsync(_person, SampleHistory.Step(3), default);
        (await Store.FindHeadAsync(_person, default))!.SignAt.Should().NotBeNull();
    }

    [Fact]
    public async Task Given_TwoPeople_When_OneIsRead_Then_OnlyTheirOwnEntriesCome()
    {
        await AppendAsync(1);
        var other = new UserId(Guid.CreateVersion7());

        (await Store.FindHeadAsync(other, default)).Should().BeNull();
        (await ReadAsync(other)).Should().BeEmpty();
    }

    [Fact]
    public async Task Given_ANewVersionOfTheKey_When_TheWrapsAreRenewed_Then_EverythingElseStaysAndTheChainIsIntact()
    {
        for (var number = 1; number <= 3; number++) await AppendAsync(number);
        var (before, head) = (await ReadAsync(_person), await Store.FindHeadAsync(_person, default));
        var key = new RotatedKey(_person, 2, default);
        await Keys.AddAsync(_person, 2, default);

        (await Store.RenewWrapsAsync(key, default)).Should().Be(3);

        await Keys.DropOlderAsync(_person, 2, default);
        (await Store.RenewWrapsAsync(key, default)).Should().Be(0);
        var after = await ReadAsync(_person);
        after.Should().BeEquivalentTo(before, options => options.WithStrictOrdering().Excluding(entry => entry.Sealed.Wraps));
        (await Store.FindHeadAsync(_person, default)).Should().Be(head);
        WalkedChain.Of(_person, after, head).Should().Be(new WalkedChain(3, IsIntact: true));
        foreach (var entry in after) (await OpenAsync(entry)).Legacy.Should().Be(SampleHistory.Content.Legacy);
    }

    [Fact]
    public async Task Given_AnErasedKey_When_Verified_Then_TheChainIsIntactAndSaysNothing()
    {
        await AppendAsync(1);
        await AppendAsync(2);

        await Keys.EraseAsync(_person, default);

        var entries = await ReadAsync(_person);
        WalkedChain.Of(_person, entries, await Store.FindHeadAsync(_person, default)).Should().Be(new WalkedChain(2, IsIntact: true));
        foreach (var entry in entries) await FluentActions.Awaiting(() => OpenAsync(entry)).Should().ThrowAsync<UserKeyMissingException>();
    }

    /// <summary>Appends a step behind whatever is there.</summary>
    private async Task<HistoryEntry> AppendAsync(int number)
    {
        var head = await Store.FindHeadAsync(_person, default) ?? HistoryChain.Start(_person);
        var entry = await EntryAsync(head, number);
        (await Store.TryAppendAsync(_person, entry, head, default)).Should().BeTrue();
        return entry;
    }

    private async Task<HistoryEntry> EntryAsync(HistoryHead head, int number)
    {
        var (step, id) = (SampleHistory.Step(number), HistoryEntry.IdOf(_person, SampleHistory.Step(number).Cause));
        return HistoryChain.Next(head, id, step.Occurred, await Sealer.SealAsync(HistoryEntry.RecordOf(_person, id), step.Content, [_person], default));
    }

    private Task<HistoryContent> OpenAsync(HistoryEntry entry) => Sealer.OpenAsync<HistoryContent>(HistoryEntry.RecordOf(_person, entry.Id), entry.Sealed, _person, default);

    private async Task<IReadOnlyList<HistoryEntry>> ReadAsync(UserId person)
    {
        var entries = new List<HistoryEntry>();
        await foreach (var entry in Store.ReadAsync(person, default)) entries.Add(entry);
        return entries;
    }
}
