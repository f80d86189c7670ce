using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Core.Shared;

public sealed class RewrapRecordsTests
{
    private static readonly UserId Anna = DerivedId.From<UserId>("anna", "person");
    private static readonly UserId Ben = DerivedId.From<UserId>("ben", "person");
    private static readonly RotatedKey Key = new(Anna, 2, new Timestamp(1_800_000_000_000));
    private readonly FakeSealer _sealer = new();
    private readonly Notes _notes;

    public RewrapRecordsTests() => _notes = new Notes(_sealer);

    [Fact]
    public async Task Given_RecordsUnderAnOlderVersion_When_TheStepRuns_Then_EachIsWrappedOnceAndTheOthersStay()
    {
        await AddAsync("hers", Anna);
        await AddAsync("both", Ben, Anna);
        await AddAsync("his", Ben);
        _notes.Stored[IdOf("empty")] = null;
        _notes.Stored[IdOf("new")] = new SealedRecord(1, [], [new KeyWrap(Anna, 2, [])]);

        (await _notes.RunAsync(Key, default)).Should().BeTrue();

        Wraps("hers").Should().Equal((Anna, 2));
        Wraps("both").Should().Equal((Ben, 1), (Anna, 2));
        Wraps("his").Should().Equal((Ben, 1));
        _notes.Saved.Should().BeEquivalentTo([IdOf("hers"), IdOf("both")]);
    }

    [Fact]
    public async Task Given_AnotherWriterThatIsFasterOnce_When_TheStepRuns_Then_TheNextLookFindsTheRecord_AndTheStepIsDoneAfterOneMore()
    {
        await AddAsync("hers", Anna);
        _notes.ConflictsToCome = 1;

        (await _notes.RunAsync(Key, default)).Should().BeFalse();
        Wraps("hers").Should().Equal((Anna, 2));

        (await _notes.RunAsync(Key, default)).Should().BeTrue();
        _notes.Saved.Should().Equal(IdOf("hers"));
    }

    [Fact]
    public async Task Given_AnotherWriterThatIsAlwaysFaster_When_TheStepRuns_Then_ItIsNotDone()
    {
        await AddAsync("hers", Anna);
        _notes.ConflictsToCome = 2;

        (await _notes.RunAsync(Key, default)).Should().BeFalse();
        Wraps("hers").Should().Equal((Anna, 1));
    }

    [Fact]
    public async Task Given_ARecordThatIsGone_When_TheStepRuns_Then_ItIsDone()
    {
        _notes.Forgotten.Add(IdOf("gone"));

        (await _notes.RunAsync(Key, default)).Should().BeTrue();
    }

    [Fact]
    public async Task Given_AKeyThatWasErased_When_TheStepRuns_Then_ItSaysSo()
    {
        await AddAsync("hers", Anna);
        _sealer.Erased.Add(Anna);

        await FluentActions.Awaiting(() => _notes.RunAsync(Key, default)).Should().ThrowAsync<UserKeyMissingException>();
    }

    private static AssetId IdOf(string name) => DerivedId.From<AssetId>(name, "note");

    private async Task AddAsync(string name, params UserId[] owners) =>
        _notes.Stored[IdOf(name)] = await _sealer.SealAsync(Notes.NameOf(IdOf(name)), new Note(name), owners, default);

    private IEnumerable<(UserId, int)> Wraps(string name) => _notes.Stored[IdOf(name)]!.Wraps.Select(wrap => (wrap.Owner, wrap.UserKeyVersion));

    private sealed record Note(string Text);

    private sealed class StoredNote(AssetId id, SealedRecord? content)
    {
        public AssetId Id => id;

        public SealedRecord? Content { get; set; } = content;
    }

    /// <summary>A kind of record that is sealed, in memory.</summary>
    private sealed class Notes(IContentSealer sealer) : RewrapRecords<StoredNote, AssetId>("notes", sealer)
    {
        public Dictionary<AssetId, SealedRecord?> Stored { get; } = [];

        public List<AssetId> Forgotten { get; } = [];

        public List<AssetId> Saved { get; } = [];

        public int ConflictsToCome { get; set; }

        public static RecordName NameOf(AssetId id) => new("note", id.ToString());

        protected override Task<IReadOnlyList<AssetId>> FindIdsAsync(UserId person, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<AssetId>>([.. Forgotten, .. Stored.Keys]);

        protected override Task<StoredNote?> FindAsync(UserId person, AssetId id, CancellationToken cancellationToken) =>
            Task.FromResult(Stored.TryGetValue(id, out var content) ? new StoredNote(id, content) : null);

        protected override RecordName RecordOf(AssetId id) => NameOf(id);

        protected override SealedRecord? SealedOf(StoredNote record) => record.Content;

        protected override void Renew(StoredNote record, SealedRecord renewed) => record.Content = renewed;

        protected override Task SaveAsync(StoredNote record, CancellationToken cancellationToken)
        {
            if (ConflictsToCome-- > 0) throw new ConcurrencyConflictException();
            Stored[record.Id] = record.Content;
            Saved.Add(record.Id);
            return Task.CompletedTask;
        }
    }
}
